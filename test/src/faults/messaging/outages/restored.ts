import { PARTITIONS } from '../../../stock-service/run.js';
import { type Level, readLevels } from '../checker/levels.js';
import { demand, type Fault, type FaultSite } from '../fault.js';
import { committedOf, endsOf } from '../kafka-admin.js';
import { backUp } from './backup.js';
import { goOn } from './felt.js';

const MOVEMENTS = 400;

/**
 * The database becomes what it was some time ago, while Kafka goes on to hold what came since and what was said of it: under load, at rest,
 * and while the service does not run.
 */
export const restored: Fault = {
  name: 'database restored behind Kafka',
  id: 'restored-behind-kafka',
  saysAgain: true,
  async play(site, random) {
    const service = await site.start();
    await service.ready;
    const stream = site.source.stream(MOVEMENTS);
    await goOn(site, MOVEMENTS);

    const first = await backUp(site);
    await goOn(site, 1 + random.below(MOVEMENTS));
    await isBehind(site, 'under load', () => first.restore());
    await goOn(site, 1 + random.below(MOVEMENTS));

    const second = await backUp(site);
    await goOn(site, 1 + random.below(MOVEMENTS));
    await stream.stop();
    await allDone(site);
    await isBehind(site, 'at rest', () => second.restore());
    await allDone(site);
    demand(service.log().includes('the position was moved from outside'), 'it noticed by itself, as nothing came');

    const third = await backUp(site);
    await site.source.send(MOVEMENTS);
    await allDone(site);
    await service.end();
    await isBehind(site, 'while nothing ran', () => third.restore());
    await (
      await site.start()
    ).ready;
    await allDone(site);
    await saidAgain(site);
    return 3;
  },
};

/** Restores, and makes sure that it undid something which Kafka's committed offsets say is done. */
async function isBehind(site: FaultSite, when: string, restore: () => Promise<void>): Promise<void> {
  const topic = `${site.stock.prefix}.movements`;
  const told = async () => {
    const committed = await committedOf(site.stock, 'stock-service', topic);
    return [...committed.values()].reduce((sum, offset) => sum + offset, 0n);
  };
  await site.until(
    'Kafka was told of what is done',
    async () => (await told()) > (await done(site)) - BigInt(MOVEMENTS) / 4n,
  );
  const before = await site.effects();
  await restore();
  const [behind, undone] = [(await told()) - (await done(site)), before - (await site.effects())];
  site.say(`${when}: ${undone} effects undone, ${behind} records behind Kafka's offsets`);
  demand(behind > 0n && undone > 0, 'the restored database is behind Kafka');
}

/** What a consumer sees: events that were undone come again under other ids, but with the place and the content that they had. */
async function saidAgain(site: FaultSite): Promise<void> {
  await site.until('everything is said', async () => (await site.sql('SELECT FROM outbox')).length === 0);
  const byInput = Map.groupBy(await readLevels(site.stock), ({ causationId }) => causationId);
  const again = [...byInput.values()].filter((levels) => new Set(levels.map(({ eventId }) => eventId)).size > 1);
  const isSame = (levels: readonly Level[]): boolean =>
    levels.every(({ sequence, onHand }) => sequence === levels[0]?.sequence && onHand === levels[0].onHand);
  site.say(`${again.length} events were said again under other ids`);
  demand(again.length > 0, 'what was undone is said again');
  demand(again.every(isSame), 'with the sequence and the level that it had');
}

const done = async ({ sql }: FaultSite): Promise<bigint> => {
  const [row] = await sql<{ done: string }>('SELECT coalesce(sum(next_offset), 0)::text AS done FROM consumer_offset');
  return BigInt(row?.done ?? 0);
};

/** Waits until every record has been taken, though nothing more comes. */
async function allDone(site: FaultSite): Promise<void> {
  const ends = await endsOf(site.stock, `${site.stock.prefix}.movements`, PARTITIONS);
  const all = [...ends.values()].reduce((sum, offset) => sum + offset, 0n);
  await site.until('every record was taken', async () => (await done(site)) === all);
}

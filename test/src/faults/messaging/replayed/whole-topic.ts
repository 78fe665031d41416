import { DeadLettered } from '@penstock/contracts';
import { readLevels } from '../checker/levels.js';
import { demand, type Fault, type FaultSite } from '../fault.js';

const MOVEMENTS = 1500;

/** An operator puts the group's offsets back to the beginning: all is read again, and nothing follows from it. */
export const wholeTopicAgain: Fault = {
  name: 'whole topic read again',
  id: 'whole-topic-again',
  async play(site, random) {
    const { source, sql } = site;
    const first = await site.start();
    await source.send(MOVEMENTS);
    await source.sendInputs([source.inputs.poison('prd_1', Buffer.from(`no event ${random.below(1e6)}`))]);
    await first.ready;
    await site.until('all is done', async () => (await site.effects()) === MOVEMENTS && (await unsent(site)) === 0);
    await first.end();

    const before = await everything(site);
    const ends = await sql('UPDATE consumer_offset SET next_offset = 0 RETURNING 1');
    await (
      await site.start()
    ).ready;
    await site.until(
      'all is read again',
      async () => (await offsets(site)) === before.offsets && (await unsent(site)) === 0,
    );
    const after = await everything(site);
    demand(after.effects === before.effects, `no new effect: ${after.effects - before.effects}`);
    demand(after.events === before.events, `no new event: ${after.events - before.events}`);
    demand(after.deadLetters === before.deadLetters, `no new dead letter: ${after.deadLetters - before.deadLetters}`);
    demand(
      after.announced === before.announced,
      `no dead letter announced again: ${after.announced - before.announced}`,
    );
    return ends.length;
  },
};

const one = async ({ sql }: FaultSite, text: string, values?: readonly unknown[]): Promise<number> =>
  (await sql<{ n: number }>(`SELECT (${text})::integer AS n`, values))[0]?.n ?? 0;

const unsent = (site: FaultSite): Promise<number> => one(site, 'SELECT count(*) FROM outbox');
const offsets = (site: FaultSite): Promise<number> => one(site, 'SELECT sum(next_offset) FROM consumer_offset');

const everything = async (site: FaultSite) => ({
  offsets: await offsets(site),
  effects: await one(site, 'SELECT count(*) FROM effect'),
  events: new Set((await readLevels(site.stock)).map(({ eventId }) => eventId)).size,
  deadLetters: await one(site, 'SELECT count(*) FROM parked'),
  announced: await one(site, 'SELECT coalesce(sum(sequence), 0) FROM stream_head WHERE topic = $1', [
    DeadLettered.topic,
  ]),
});

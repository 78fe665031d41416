import type { Fault, FaultSite } from '../fault.js';
import { readLevels } from '../checker/levels.js';
import type { Point } from '../points/strike.js';
import type { ServiceProcess } from '../service-process.js';

const MOVEMENTS = 300;
const LATEST_PASSING = 8;

/** What is awaited of the process that takes over, before the frozen one is woken. */
type TakenOver = (site: FaultSite) => Promise<() => Promise<boolean>>;

/** Every movement sent so far has had its effect: the frozen process' partitions are in other hands. */
const effectsGoOn: TakenOver = async ({ source, effects }) => {
  const sent = source.records().entries.filter(({ kind }) => kind === 'good').length;
  return async () => (await effects()) >= sent;
};

/** What was to be sent has been: the frozen process' lanes are in other hands. */
const outboxGoesOn: TakenOver = async ({ sql }) => {
  const [newest] = await sql<{ id: string }>('SELECT coalesce(max(id), 0) AS id FROM outbox');
  return async () => (await sql('SELECT 1 FROM outbox WHERE id <= $1 LIMIT 1', [newest?.id])).length === 0;
};

/** A process stops dead at a point, another takes over what it held, and the first wakes up and goes on where it was. */
async function freeze(
  site: FaultSite,
  { point, passing, takenOver }: { point: Point; passing: number; takenOver: TakenOver },
): Promise<ServiceProcess> {
  const stream = site.source.stream(MOVEMENTS);
  const zombie = await site.start({ strike: { point, passing, signal: 'SIGSTOP' } });
  await site.until(`${zombie.name} stands still`, () => zombie.wasStruck);
  await (
    await site.start()
  ).ready;
  await site.until('another has taken over', await takenOver(site));
  zombie.signal('SIGCONT');
  await stream.stop();
  return zombie;
}

/** Its batch was read before it froze, and is applied by another meanwhile. */
const zombieConsumer: Fault = {
  name: 'SIGSTOP past the session: consumer',
  id: 'zombie-consumer',
  async play(site, random) {
    const passing = 1 + random.below(LATEST_PASSING);
    const zombie = await freeze(site, { point: 'before the batch', passing, takenOver: effectsGoOn });
    await site.until('the zombie is fenced', () => zombie.log().includes('fenced'));
    return 1;
  },
};

/** Its transaction was open: PostgreSQL ends it before Kafka gives the partition away. */
const zombieCommit: Fault = {
  name: 'SIGSTOP past the session: before commit',
  id: 'zombie-commit',
  async play(site, random) {
    const passing = 1 + random.below(LATEST_PASSING);
    const zombie = await freeze(site, { point: 'before commit', passing, takenOver: effectsGoOn });
    await site.until('its commit is refused', () => zombie.log().includes('partition paused'));
    return 1;
  },
};

/** It had read what to send: another relay sends that and more, and then the first sends it once more. */
export const zombieRelay: Fault = {
  name: 'SIGSTOP past the lease: relay',
  id: 'zombie-relay',
  async play(site, random) {
    const passing = 1 + random.below(LATEST_PASSING);
    await freeze(site, { point: 'before produce', passing, takenOver: outboxGoesOn });
    const repeats = async (): Promise<number> => {
      const levels = await readLevels(site.stock);
      return levels.length - new Set(levels.map(({ eventId }) => eventId)).size;
    };
    await site.until('the relay that woke has sent again', async () => (await repeats()) > 0);
    return 1;
  },
};

export const frozen: readonly Fault[] = [zombieConsumer, zombieCommit, zombieRelay];

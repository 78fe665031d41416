import type { Fault, FaultSite } from '../fault.js';
import { felt, goOn } from './felt.js';

const MOVEMENTS = 300;
const ROUNDS = 2;

/** Ways in which a PostgreSQL server ends: https://www.postgresql.org/docs/current/server-shutdown.html */
const endings: readonly ((site: FaultSite) => Promise<void>)[] = [
  ({ stack }) => stack.postgres.stop(), // "fast": sessions end, everything is written
  async ({ stack: { postgres }, until }) => {
    process.kill(postgres.pid ?? 0, 'SIGQUIT'); // "immediate": recovery at the next start
    await until('PostgreSQL has ended', () => postgres.pid === undefined);
  },
  ({ stack }) => stack.postgres.kill(),
];

/** The database server ends under load, in each way in turn, and is started again on its data. */
export const postgresRestarted: Fault = {
  name: 'PostgreSQL: fast, immediate, SIGKILL',
  id: 'postgres-restarted',
  async play(site, random) {
    const service = await site.start();
    await service.ready;
    const stream = site.source.stream(MOVEMENTS);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const end of endings) {
        await goOn(site, 1 + random.below(MOVEMENTS));
        await felt(site, service, () => end(site));
        await site.stack.postgres.start();
      }
    }
    await goOn(site, MOVEMENTS);
    await stream.stop();
    return ROUNDS * endings.length;
  },
};

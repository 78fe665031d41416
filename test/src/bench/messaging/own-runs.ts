import { stockEvents } from '../../stock-service/events.js';
import type { Contestant } from './contest.js';
import { speed } from './judge.js';
import { type Cast, settle, withService, withSite } from './run.js';
import type { Scene } from './scene.js';
import { Source } from './source.js';

const WARM_UP = 3000;

/** Of a pace that is taken from the moment on when each process has its partitions: the first to come has all of them until then. */
export const ALL_IN = 'once all are in';

interface Run extends Cast {
  readonly id: string;
  /** How many events, of those that a run of the ordinary handler takes. */
  readonly share: number;
}

/** Programs of our own that drain a full topic. */
const RUNS: readonly Run[] = [
  { id: 'one process', share: 1 },
  { id: 'one process, SQL per event', share: 0.3, program: 'test/dist/stock-service/asking/main.js' },
  { id: 'two processes', share: 1, processes: 2 },
  { id: 'one process, not traced', share: 1, isTraced: false },
];

export const ownContestants = (scene: Scene): Contestant[] =>
  RUNS.map((run) => ({
    id: run.id,
    run: (round) =>
      withSite(scene, `bench-${RUNS.indexOf(run)}-${round}`, async (site) => {
        const source = await Source.open(site, stockEvents(site.prefix).StockMoved, scene.seed + round);
        const count = Math.ceil(scene.events * run.share);
        await source.fill(count).finally(() => source.close());
        const { ledger } = source;
        return await withService(scene, site, run, async () => {
          const allIn = Date.now();
          const said = await settle(scene, site, [ledger]);
          const paces = {
            [run.id]: speed(said, ledger, { afterEvents: Math.min(WARM_UP, Math.floor(count / 2)) }),
            [`${run.id}, ${ALL_IN}`]: speed(said, ledger, { at: allIn }),
          };
          return { paces };
        });
      }),
  }));

import { withQuery } from '../../measuring/query.js';
import { compared, noted } from '../../measuring/row.js';
import { stockEvents } from '../../stock-service/events.js';
import type { StockSite } from '../../stock-service/run.js';
import type { Contestant, Showing } from './contest.js';
import { costOf } from './cost.js';
import { speed } from './judge.js';
import { type Cast, settle, taken, untilIdle, withService, withSite } from './run.js';
import type { Scene } from './scene.js';
import { Source } from './source.js';
import { countSpans, endOf } from './spans.js';

const WARM_UP = 3000;

/** Of a pace that is taken from the moment on when each process has its partitions: the first to come has all of them until then. */
export const ALL_IN = 'once all are in';

export const SIZE = 'size of an event';
export const SPANS = 'spans of events at the collector, against traces that are recorded';

interface Run extends Cast {
  readonly id: string;
  /** How many events, as a multiple of the scene's: enough that a new process' first seconds are a small part. */
  readonly share: number;
}

/** Programs of our own that drain a full topic; those that are compared most closely run one after the other. */
const RUNS: readonly Run[] = [
  { id: 'one process', share: 2 },
  { id: 'one process, not traced', share: 2, isTraced: false },
  { id: 'two processes', share: 2, processes: 2 },
  { id: 'one process, SQL per event', share: 0.3, program: 'test/dist/stock-service/asking/main.js' },
];

export const ownContestants = (scene: Scene): Contestant[] =>
  RUNS.map((run, at) => ({
    id: run.id,
    run: (round) => withSite(scene, `bench-${at}-${round}`, (site) => drain(scene, site, run, scene.seed + round)),
  }));

async function drain(scene: Scene, site: StockSite, run: Run, seed: number): Promise<Showing> {
  const source = await Source.open(site, stockEvents(site.prefix).StockMoved, seed);
  const count = Math.ceil(scene.events * run.share);
  await source.fill(count).finally(() => source.close());
  const { ledger } = source;
  const spansBefore = endOf(scene.collector);
  const showing = await withService(scene, site, run, async (processes) => {
    const allIn = Date.now();
    const before = await withQuery(site.postgresUrl, taken); // the first to come has begun
    const costSoFar = costOf(scene, processes);
    await untilIdle(site, [ledger]);
    const rows = costSoFar(ledger.records - before);
    const said = await settle(scene, site, [ledger]);
    return {
      paces: {
        [run.id]: speed(said, ledger, { afterEvents: Math.min(WARM_UP, Math.floor(count / 2)) }),
        [`${run.id}, ${ALL_IN}`]: speed(said, ledger, { at: allIn }),
      },
      rows,
    };
  });
  const spans = await countSpans(scene.collector, 'stock-service.stock-moved', spansBefore); // the service has sent the last at its end
  return {
    paces: showing.paces,
    rows: [
      ...showing.rows,
      noted(SIZE, ledger.bytes / ledger.records, 'bytes'),
      compared(SPANS, spans, ledger.sampled, 'spans'),
    ],
  };
}

import { until } from '@penstock/testing/stack';
import { type Query, withQuery } from '../../measuring/query.js';
import { type Row, noted } from '../../measuring/row.js';
import { DOCK, WAREHOUSE } from '../../inventory-site/facts.js';
import type { Propagator } from '../../inventory-site/propagator.js';
import { type Site, untilSent, whileRunning } from '../../inventory-site/site.js';
import type { Contestant, Showing } from '../messaging/contest.js';
import { costOf } from '../messaging/cost.js';
import type { Scene } from '../messaging/scene.js';
import { applied, committedAt, isThrough, ledgerOf } from './books.js';
import { fill, type Sent } from './contest-source.js';

/** Of a pace from the moment on when each process has its partitions: the first to come has all of them until then. */
export const ALL_IN = 'once all are in';

export const SIZE = 'size of an event';

export interface Run {
  /** Letters and digits: part of its products' ids. */
  readonly run: string;
  readonly id: string;
  readonly locationId: string;
  readonly processes: number;
}

const SILENT = { locationId: DOCK, processes: 1 };
const SAYING = { locationId: WAREHOUSE, processes: 1 };

/** What moves at the dock is booked, and nothing is said of it: the rivals say nothing. */
export const RUNS: readonly Run[] = [
  { run: 'silent', id: 'one process', ...SILENT },
  { run: 'saying', id: 'one process, AvailabilityChanged said', ...SAYING },
  { run: 'silent2', id: 'two processes', ...SILENT, processes: 2 },
  { run: 'saying2', id: 'two processes, AvailabilityChanged said', ...SAYING, processes: 2 },
];

/** Of a new process' first seconds. */
const WARM_UP = 3000;
const PATIENCE_MS = 1_200_000;

export const runOf = (run: string, round: number): string => `${run}r${round}`;

/** Processes of the service that drain a full topic into the ledger. Each round has products of its own. */
export const ownContestants = (scene: Scene, site: Site): Contestant[] =>
  RUNS.map((own) => ({ id: own.id, run: (round) => drain(scene, site, own, round) }));

async function drain(
  scene: Scene,
  site: Site,
  { run, id, locationId, processes }: Run,
  round: number,
): Promise<Showing> {
  const name = runOf(run, round);
  const sent = await fill(site.speaker, { run: name, locationId, count: scene.events, seed: scene.seed + round });
  const replicas = await Promise.all(
    Array.from({ length: processes }, (_, nth) =>
      site.replica(`${name}-${nth + 1}`, { OTEL_EXPORTER_OTLP_ENDPOINT: scene.collector.url }),
    ),
  );
  return withQuery(site.databaseUrl, async (query) => {
    const { allIn, costs } = await whileRunning(replicas, () => drained(scene, site, replicas, query, sent));
    scene.findings.push(await ledgerOf(query, name, locationId, sent));
    const times = await committedAt(query, sent);
    return {
      paces: { [id]: speed(times, { after: WARM_UP }), [`${id}, ${ALL_IN}`]: speed(times, { at: allIn }) },
      rows: [...costs, noted(SIZE, sent.bytes / sent.records, 'bytes')],
    };
  });
}

async function drained(
  scene: Scene,
  site: Site,
  replicas: readonly Propagator[],
  query: Query,
  sent: Sent,
): Promise<{ allIn: number; costs: Row[] }> {
  const allIn = Date.now();
  const before = await applied(query, sent); // the first to come has begun
  const costSoFar = costOf(scene, replicas);
  const isDone = await until(() => isThrough(query, sent), { withinMs: PATIENCE_MS, everyMs: 250 });
  const costs = costSoFar(sent.eventIds.length - before);
  if (!isDone) throw new Error(`the service did not finish in ${PATIENCE_MS / 1000} s`);
  await untilSent(site);
  return { allIn, costs };
}

/**
 * Events a second until the last effect is committed: from the commit of the event that ends the warm-up, or of the first from an instant on.
 * 0 where nothing was committed in between.
 */
export function speed(
  committed: readonly number[],
  begin: { readonly after: number } | { readonly at: number },
): number {
  const times = [...committed].sort((a, b) => a - b);
  const first =
    'at' in begin
      ? times.findIndex((time) => time >= begin.at)
      : Math.min(begin.after, Math.floor(times.length / 2)) - 1;
  const [begun, ended] = [times[first], times.at(-1)];
  if (begun === undefined || ended === undefined || ended <= begun) return 0;
  return ((times.length - 1 - times.lastIndexOf(begun)) / (ended - begun)) * 1000;
}

import { type Component, until } from '@penstock/testing/stack';
import { createDatabase, dropDatabase } from '../../measuring/database.js';
import { type Query, withQuery } from '../../measuring/query.js';
import type { LevelChanged } from '../../stock-service/events.js';
import { prepareStock, STOCK_SCHEMA as SCHEMA, stockProcess, type StockSite } from '../../stock-service/run.js';
import { type Books, correctness } from './judge.js';
import { readBack, type Said } from './read-back.js';
import type { Scene } from './scene.js';
import type { Ledger } from './source.js';

const PATIENCE_MS = 1_200_000;

/** Gives `work` a database that is taken away afterwards, with what the server still had to do for it. */
export async function withDatabase<T>(
  { stack }: Scene,
  name: string,
  work: (postgresUrl: string) => Promise<T>,
): Promise<T> {
  const url = await createDatabase(stack.postgresUrl, name);
  try {
    return await work(url);
  } finally {
    await dropDatabase(stack.postgresUrl, name);
  }
}

/** Gives `work` topics and a database of its own. */
export const withSite = <T>(scene: Scene, name: string, work: (site: StockSite) => Promise<T>): Promise<T> =>
  withDatabase(scene, name.replaceAll('-', '_'), async (postgresUrl) => {
    const { kafkaBrokers, registryUrl } = scene.stack;
    const site: StockSite = { kafkaBrokers, registryUrl, postgresUrl, prefix: name };
    await prepareStock(site);
    return await work(site);
  });

export interface Cast {
  /** How many processes of the service; one unless told. */
  readonly processes?: number;
  /** The compiled program, from the clone's root; the ordinary stock service unless told. */
  readonly program?: string;
  /** Whether spans are made and exported, as they are by default. */
  readonly isTraced?: boolean;
}

/** Runs `work` while processes of the service run, traced as in production: one trace in ten is exported. */
export async function withService<T>(
  { dataDir, collector }: Scene,
  site: StockSite,
  { processes: count = 1, program, isTraced = true }: Cast,
  work: (processes: readonly Component[]) => Promise<T>,
): Promise<T> {
  const tracing: Record<string, string> = isTraced
    ? { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }
    : { OTEL_SDK_DISABLED: 'true' };
  const processes = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      stockProcess(site, {
        ...{ name: `${site.prefix}-${at + 1}`, dataDir, env: tracing },
        ...(program !== undefined && { program }),
      }),
    ),
  );
  try {
    await Promise.all(processes.map((process) => process.start()));
    return await work(processes);
  } finally {
    await Promise.all(processes.map((process) => process.stop()));
  }
}

const total = (ledgers: readonly Ledger[], of: 'records' | 'distinct') =>
  ledgers.reduce((sum, ledger) => sum + ledger[of], 0);

/** Waits until every input is behind the service and every event of its own is on Kafka. */
export async function untilIdle(site: StockSite, ledgers: readonly Ledger[]): Promise<void> {
  const isIdle = await withQuery(site.postgresUrl, (query) =>
    until(async () => (await taken(query)) >= total(ledgers, 'records') && (await isSent(query)), {
      ...{ withinMs: PATIENCE_MS, everyMs: 250 },
    }),
  );
  if (!isIdle) throw new Error(`${site.prefix}: the service did not finish in ${PATIENCE_MS / 1000} s`);
}

/** Waits until the service is idle, then judges the run. @returns what it said */
export async function settle(
  { findings, say }: Scene,
  site: StockSite,
  ledgers: readonly Ledger[],
  onSaid?: (event: LevelChanged, appendedAt: number) => void,
): Promise<Said> {
  await untilIdle(site, ledgers);
  return withQuery(site.postgresUrl, async (query) => {
    const said = await readBack(site, total(ledgers, 'distinct'), onSaid);
    const found = correctness(ledgers, await readBooks(query), said);
    for (const { name, wanted, found: value } of found)
      if (value !== wanted) say(`${site.prefix}: ${name}: ${value} instead of ${wanted}`);
    findings.push(found);
    return said;
  });
}

/** How many records are behind the service. */
export async function taken(query: Query): Promise<number> {
  const [row] = await query<{ read: string | null }>(`SELECT sum(next_offset) AS read FROM ${SCHEMA}.consumer_offset`);
  return Number(row?.read ?? 0);
}

async function isSent(query: Query): Promise<boolean> {
  return (await query(`SELECT FROM ${SCHEMA}.outbox LIMIT 1`)).length === 0;
}

async function readBooks(query: Query): Promise<Books> {
  const [counts] = await query<{ applied: number; aside: number }>(
    `SELECT (SELECT count(*) FROM ${SCHEMA}.inbox WHERE state = 'done')::integer AS applied,
            (SELECT count(*) FROM ${SCHEMA}.parked)::integer AS aside`,
  );
  const stock = await query<{ product_id: string; on_hand: number }>(`SELECT * FROM ${SCHEMA}.stock`);
  return {
    applied: counts?.applied ?? 0,
    setAside: counts?.aside ?? 0,
    stock: new Map(stock.map((row) => [row.product_id, row.on_hand])),
  };
}

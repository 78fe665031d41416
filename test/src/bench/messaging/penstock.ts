import { join } from 'node:path';
import { type Stack, until } from '@penstock/testing/stack';
import pg from 'pg';
import type { Row } from '../../measuring/row.js';
import { prepareStock, STOCK_SCHEMA as SCHEMA, stockProcess, type StockSite } from '../../stock-service/run.js';
import { type Books, correctness, sizeOf, speed } from './judge.js';
import { type Movements, movements, send } from './movements.js';
import { readBack } from './read-back.js';

const PATIENCE_MS = 600_000;

/** Has one process of a service of one handler take `count` events from a filled topic; how fast, and whether all is as it must be. */
export async function measurePenstock(
  { stack, dataDir, say }: { stack: Stack; dataDir: string; say: (line: string) => void },
  { count, warmUp, seed }: { count: number; warmUp: number; seed: number },
): Promise<{ eventsPerSecond: number; bytes: number; rows: Row[] }> {
  const site: StockSite = { ...stack, prefix: 'bench' };
  await prepareStock(site);
  const work = await movements(site, count, seed);
  await send(stack.kafkaBrokers, work.records);
  const size = sizeOf(work);
  say(`${count} events of ${Math.round(size.value)} bytes are on Kafka; one process begins`);
  const service = await stockProcess(site, { dataDir });
  await service.start();
  try {
    const books = await whenIdle(stack.postgresUrl, work);
    const said = await readBack(site, work.distinct);
    return { eventsPerSecond: speed(said, warmUp), bytes: size.value, rows: [...correctness(work, books, said), size] };
  } finally {
    await service.stop();
    say(`The log of the service is in ${join(dataDir, 'logs')}`);
  }
}

/** Waits until every input is behind the service and every event of its own is on Kafka. */
async function whenIdle(url: string, { records }: Movements): Promise<Books> {
  const idle = async (): Promise<boolean> => {
    const [row] = await query<{ read: string; unsent: string }>(
      url,
      `SELECT (SELECT coalesce(sum(next_offset), 0) FROM ${SCHEMA}.consumer_offset) AS read,
              (SELECT count(*) FROM ${SCHEMA}.outbox) AS unsent`,
    );
    return Number(row?.read) >= records.length && row?.unsent === '0';
  };
  if (!(await until(idle, { withinMs: PATIENCE_MS, everyMs: 250 })))
    throw new Error(`the service did not finish in ${PATIENCE_MS / 1000} s`);
  const [counts] = await query<{ applied: string; aside: string }>(
    url,
    `SELECT (SELECT count(*) FROM ${SCHEMA}.inbox WHERE state = 'done') AS applied,
            (SELECT count(*) FROM ${SCHEMA}.parked) AS aside`,
  );
  const stock = await query<{ product_id: string; on_hand: number }>(url, `SELECT * FROM ${SCHEMA}.stock`);
  return {
    applied: Number(counts?.applied),
    setAside: Number(counts?.aside),
    stock: new Map(stock.map((row) => [row.product_id, row.on_hand])),
  };
}

async function query<Found extends object>(connectionString: string, sql: string): Promise<Found[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Found>(sql)).rows;
  } finally {
    await client.end();
  }
}

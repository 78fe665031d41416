import { join } from 'node:path';
import { allEvents, AvailabilityChanged, DeadLettered, topics } from '@penstock/contracts';
import { createTopics } from '@penstock/kafka';
import { nodeProcess } from '@penstock/local';
import { migrate, schemaOf } from '@penstock/messaging';
import { freePort, registerSchemas, type Stack, until } from '@penstock/testing/stack';
import pg from 'pg';
import type { Row } from '../../measuring/row.js';
import { benchStock } from '../stock-service/service.js';
import { StockTable1790000000000 } from '../stock-service/stock-table.js';
import { type Books, correctness, sizeOf, speed } from './judge.js';
import { type Movements, movements, send } from './movements.js';
import { readBack } from './read-back.js';

const SCHEMA = schemaOf(benchStock.name);
const PATIENCE_MS = 600_000;

/** Has one process of a service of one handler take `count` events from a filled topic; how fast, and whether all is as it must be. */
export async function measurePenstock(
  { stack, dataDir, say }: { stack: Stack; dataDir: string; say: (line: string) => void },
  { count, warmUp, seed }: { count: number; warmUp: number; seed: number },
): Promise<{ eventsPerSecond: number; bytes: number; rows: Row[] }> {
  await prepare(stack);
  const work = await movements(stack.registryUrl, count, seed);
  await send(stack.kafkaBrokers, work.records);
  say(`${count} events are on Kafka; one process of ${benchStock.name} begins`);
  const port = await freePort();
  const service = nodeProcess({
    name: benchStock.name,
    program: 'test/dist/bench/stock-service/main.js',
    env: {
      ...{ DATABASE_URL: stack.postgresUrl, DATABASE_POOL_SIZE: '12', KAFKA_BROKERS: stack.kafkaBrokers },
      ...{ SCHEMA_REGISTRY_URL: stack.registryUrl, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn' },
    },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
    dataDir,
  });
  await service.start();
  try {
    const books = await whenIdle(stack.postgresUrl, work);
    const said = await readBack(stack, work.distinct);
    const size = sizeOf(work);
    return {
      eventsPerSecond: speed(said, warmUp),
      bytes: size.value,
      rows: [...correctness(work, books, said), size],
    };
  } finally {
    await service.stop();
    say(`The log of ${benchStock.name} is in ${join(dataDir, 'logs')}`);
  }
}

async function prepare({ kafkaBrokers, registryUrl, postgresUrl }: Stack): Promise<void> {
  const needed = [AvailabilityChanged.topic, DeadLettered.topic];
  const definitions = topics.filter(({ name }) => needed.includes(name));
  await createTopics(
    [kafkaBrokers],
    definitions.map(({ name, localPartitions, config }) => ({
      name,
      partitions: localPartitions,
      config: { ...config, 'message.timestamp.type': 'LogAppendTime' }, // the clock of the measurement
    })),
  );
  await registerSchemas(registryUrl, allEvents);
  await query(postgresUrl, `CREATE SCHEMA ${SCHEMA}`);
  await migrate(benchStock.name, postgresUrl, [StockTable1790000000000]);
}

/** Waits until every input is behind the service and every event of its own is on Kafka. */
async function whenIdle(url: string, { records, distinct }: Movements): Promise<Books> {
  const idle = async (): Promise<boolean> => {
    // The service's own events are in the same topic, so that offsets count them too.
    const [row] = await query<{ read: string; unsent: string }>(
      url,
      `SELECT (SELECT coalesce(sum(next_offset), 0) FROM ${SCHEMA}.consumer_offset) AS read,
              (SELECT count(*) FROM ${SCHEMA}.outbox) AS unsent`,
    );
    return Number(row?.read) >= records.length + distinct && row?.unsent === '0';
  };
  if (!(await until(idle, { withinMs: PATIENCE_MS, everyMs: 250 })))
    throw new Error(`${benchStock.name} did not finish in ${PATIENCE_MS / 1000} s`);
  const [counts] = await query<{ applied: string; aside: string }>(
    url,
    `SELECT (SELECT count(*) FROM ${SCHEMA}.inbox WHERE state = 'done') AS applied,
            (SELECT count(*) FROM ${SCHEMA}.parked) AS aside`,
  );
  const stock = await query<{ product_id: string; on_hand: string }>(url, `SELECT * FROM ${SCHEMA}.stock`);
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

import { DeadLettered, topics } from '@penstock/contracts';
import { createTopics } from '@penstock/kafka';
import { nodeProcess } from '@penstock/local';
import { migrate, schemaOf } from '@penstock/messaging';
import { type Component, freePort, registerSchemas } from '@penstock/testing/stack';
import pg from 'pg';
import { stockEvents } from './events.js';
import { stockService } from './service.js';
import { StockTables1790000000000 } from './tables.js';

/** What the stock service runs against. */
export interface StockSite {
  readonly kafkaBrokers: string;
  readonly registryUrl: string;
  /** Its own database. */
  readonly postgresUrl: string;
  /** Of its topics. */
  readonly prefix: string;
}

/** PostgreSQL schema of its tables. */
export const STOCK_SCHEMA = schemaOf('stock-service');

export const PARTITIONS = 6;

/** Records are stamped by the broker: its clock is that of every measurement. */
export const TOPIC_SETTINGS = { 'message.timestamp.type': 'LogAppendTime', 'max.message.bytes': '1048576' };

/** Makes topics, schemas and tables. */
export async function prepareStock({ kafkaBrokers, registryUrl, postgresUrl, prefix }: StockSite): Promise<void> {
  const events = Object.values(stockEvents(prefix));
  const announcements = topics.filter(({ name }) => name === DeadLettered.topic).map(({ name }) => name);
  await createTopics(
    [kafkaBrokers],
    [...events.map(({ topic }) => topic), ...announcements].map((name) => ({
      name,
      partitions: PARTITIONS,
      config: TOPIC_SETTINGS,
    })),
  );
  await registerSchemas(registryUrl, [...events, DeadLettered]);
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${STOCK_SCHEMA}`).finally(() => client.end());
  await migrate(stockService(prefix).name, postgresUrl, [StockTables1790000000000]);
}

export interface StockProcessOptions {
  readonly name?: string;
  readonly dataDir: string;
  /** Settings beside those that say where everything is. */
  readonly env?: Readonly<Record<string, string>>;
  /** Of its HTTP server; any free one unless told. */
  readonly port?: number;
  /** The compiled program, from the clone's root: this version of the service unless told. */
  readonly program?: string;
}

/** A process of the stock service, to be started and stopped. */
export async function stockProcess(
  site: StockSite,
  {
    name = 'stock-service',
    dataDir,
    env = {},
    port: given,
    program = 'test/dist/stock-service/main.js',
  }: StockProcessOptions,
): Promise<Component> {
  const port = given ?? (await freePort());
  return nodeProcess({
    name,
    program,
    env: {
      ...{ DATABASE_URL: site.postgresUrl, DATABASE_POOL_SIZE: '12', KAFKA_BROKERS: site.kafkaBrokers },
      ...{ SCHEMA_REGISTRY_URL: site.registryUrl, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn' },
      ...{ STOCK_TOPICS: site.prefix, ...env },
    },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
    dataDir,
  });
}

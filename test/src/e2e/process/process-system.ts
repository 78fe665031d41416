import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logTail, removeStackData, type Stack, startStack } from '@penstock/testing/stack';
import { createDatabase } from '../../measuring/database.js';
import { type Query, withQuery } from '../../measuring/query.js';
import { stockEvents } from '../../stock-service/events.js';
import { type Replica, stockReplica } from '../../stock-service/replica.js';
import { prepareStock, STOCK_SCHEMA, type StockSite } from '../../stock-service/run.js';
import { type Stream, startStream } from '../../stock-service/stream.js';

/** A broker, a registry, a database, and nothing of the product yet. */
export interface ProcessSystem {
  readonly stack: Stack;
  readonly dataDir: string;
  stop(): Promise<void>;
}

export async function startProcessSystem(): Promise<ProcessSystem> {
  const dataDir = mkdtempSync(join(tmpdir(), 'penstock-test-'));
  const stack = await startStack({ dataDir });
  return {
    stack,
    dataDir,
    async stop() {
      await stack.stop();
      removeStackData(dataDir);
    },
  };
}

/** One scenario's own service: a process to be hurt, its input, and a view past it into its tables. */
export interface Scene {
  readonly site: StockSite;
  readonly replica: Replica;
  readonly query: Query;
  /** Of the movements. */
  readonly topic: string;
  stream(eventsPerSecond: number): Promise<Stream>;
  /** All that the process wrote to its log so far. */
  log(): string;
}

const SEED = 7;

/** Plays a scene on a database and topics of its own, and ends its process and its input whatever happens. */
export async function play(
  { stack, dataDir }: ProcessSystem,
  name: string,
  { env = {}, brokers }: { env?: Readonly<Record<string, string>>; brokers?: string },
  scene: (scene: Scene) => Promise<void>,
): Promise<void> {
  const postgresUrl = await createDatabase(stack.postgresUrl, name.replaceAll('-', '_'));
  const site: StockSite = { ...stack, postgresUrl, prefix: name };
  await prepareStock(site);
  const replica = await stockReplica(
    { ...site, ...(brokers !== undefined && { kafkaBrokers: brokers }) },
    { name, dataDir, env: { RECORD_EFFECTS: 'true', LOG_LEVEL: 'info', ...env } },
  );
  const logFile = join(dataDir, 'logs', `${name}.log`);
  const streams: Stream[] = [];
  try {
    await scene({
      site,
      replica,
      // A connection for each question: the server may be restarted in between.
      query: (text, values) => withQuery(site.postgresUrl, (query) => query(text, values)),
      topic: stockEvents(name).StockMoved.topic,
      async stream(eventsPerSecond) {
        const stream = await startStream(site, { eventsPerSecond, seed: SEED });
        streams.push(stream);
        return stream;
      },
      log: () => readFileSync(logFile, 'utf8'),
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${logTail(logFile, 20)}`, { cause: error });
  } finally {
    await replica.stop(); // and so out of the group, which all scenes share
    await Promise.all(streams.map((stream) => stream.stop()));
  }
}

/** Makes every effect of one product take for ever, inside the database. */
export const stall = (query: Query, productId: string): Promise<unknown> =>
  query(
    `CREATE FUNCTION ${STOCK_SCHEMA}.stall() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(3600); RETURN NEW; END $$;
     CREATE TRIGGER stall BEFORE INSERT ON ${STOCK_SCHEMA}.effect FOR EACH ROW WHEN (NEW.product_id = '${productId}')
       EXECUTE FUNCTION ${STOCK_SCHEMA}.stall()`,
  );

export const unstall = (query: Query): Promise<unknown> => query(`DROP FUNCTION ${STOCK_SCHEMA}.stall CASCADE`);

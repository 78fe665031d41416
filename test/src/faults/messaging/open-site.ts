import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Stack, until } from '@penstock/testing/stack';
import { createDatabase } from '../../measuring/database.js';
import { prepareStock, type StockSite } from '../../stock-service/run.js';
import { query } from './checker/facts.js';
import type { FaultSite } from './fault.js';
import { Ledger } from './ledger/ledger.js';
import { Source } from './ledger/source.js';
import { type ServiceProcess, startServiceProcess } from './service-process.js';
import type { Place } from './with-stack.js';

const PATIENCE_MS = 120_000;

export interface OpenSite extends FaultSite {
  /** Ends all processes that were started on it. */
  close(): Promise<void>;
}

/** A database, topics, a ledger and its source, for one fault alone. */
export async function openSite({ stack, dataDir, say }: Place, id: string, seed: number): Promise<OpenSite> {
  const stock: StockSite = {
    ...addresses(stack),
    postgresUrl: await createDatabase(stack.postgresUrl, id.replaceAll('-', '_')),
    prefix: id,
  };
  await prepareStock(stock);
  mkdirSync(join(dataDir, 'ledgers'), { recursive: true });
  const source = await Source.open(stock, new Ledger(join(dataDir, 'ledgers', `${id}.jsonl`)), seed);
  const started: ServiceProcess[] = [];
  const sql: FaultSite['sql'] = (text, values) => query(stock.postgresUrl, text, values);
  return {
    stock,
    stack,
    dataDir,
    source,
    say: (line) => say(`${id}: ${line}`),
    sql,
    async start(options = {}) {
      const name = `${id}-${started.length + 1}`;
      const process = await startServiceProcess(stock, { ...options, name, dataDir });
      started.push(process);
      return process;
    },
    async until(what, condition, withinMs = PATIENCE_MS) {
      if (!(await until(condition, { withinMs }))) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
    },
    async effects() {
      const [row] = await sql<{ count: number }>('SELECT count(DISTINCT event_id)::integer AS count FROM effect');
      return row?.count ?? 0;
    },
    async close() {
      await Promise.all(started.map((process) => process.end()));
      await source.close();
    },
  };
}

const addresses = ({ kafkaBrokers, registryUrl, postgresUrl }: Stack) => ({ kafkaBrokers, registryUrl, postgresUrl });

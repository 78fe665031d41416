import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeStackData, type Stack, startStack, until } from '@penstock/testing/stack';
import type { Settings } from '../../measuring/command.js';
import { below, exactly, noted, type Row } from '../../measuring/row.js';
import { stockEvents } from '../../stock-service/events.js';
import { nextStockEvents } from '../../stock-service/next/events.js';
import { expandStock } from '../../stock-service/next/expand.js';
import { type Replica, stockReplica } from '../../stock-service/replica.js';
import { prepareStock, type StockSite } from '../../stock-service/run.js';
import { type Ledger, startStream } from '../../stock-service/stream.js';
import { type Books, readBooks } from './books.js';
import { correctness } from './judge.js';
import { longestPause } from './pause.js';
import { type Query, withQuery } from '../../measuring/query.js';
import { everyPartitionMoves, type Restart, restart } from './restart.js';
import { everythingSaid, type Said } from './said.js';

const EVENTS_PER_SECOND = 600;
const LONGEST_PAUSE_SECONDS = 10;
const PATIENCE_MS = 120_000;

const THIS = { name: 'the same version', program: 'test/dist/stock-service/main.js' };
const NEXT = { name: 'the next version', program: 'test/dist/stock-service/next/main.js' };
const BEFORE = { name: 'the version before', program: THIS.program };

/**
 * Two replicas of a service are restarted one after the other while movements flow at a steady rate: as what they were, as the next version
 * after its migration, and back again. How long did any partition stand still around each restart, and was anything lost, doubled or
 * reordered? Times are those the database gave the effects, and those Kafka gave the events.
 */
export async function rollingUpgrade({ seed, say }: Settings): Promise<readonly Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'penstock-test-'));
  const stack = await startStack({ dataDir, onProgress: say });
  const site: StockSite = { ...stack, prefix: 'rolling' };
  const replicas: Replica[] = [];
  try {
    await prepareStock(site);
    for (const name of ['replica 1', 'replica 2'])
      replicas.push(await stockReplica(site, { name, dataDir, env: { RECORD_EFFECTS: 'true', LOG_LEVEL: 'info' } }));
    return await withQuery(site.postgresUrl, (query) => upgrade({ site, stack, replicas, query }, seed, say));
  } finally {
    await Promise.all(replicas.map((replica) => replica.kill()));
    await stack.stop();
    removeStackData(dataDir);
  }
}

interface Scene {
  readonly site: StockSite;
  readonly stack: Stack;
  readonly replicas: readonly Replica[];
  readonly query: Query;
}

async function upgrade({ site, replicas, query }: Scene, seed: number, say: Settings['say']): Promise<Row[]> {
  for (const replica of replicas) await replica.start();
  const stream = await startStream(site, { eventsPerSecond: EVENTS_PER_SECOND, seed });
  await everyPartitionMoves(query);
  const restarts: Restart[] = [];
  const roll = async (to: typeof THIS, afterFirst?: () => Promise<void>): Promise<void> => {
    for (const [at, replica] of replicas.entries()) {
      restarts.push(await restart(replica, query, to));
      say(`${restarts.at(-1)?.name}: done`);
      if (at === 0) await afterFirst?.();
    }
  };
  await roll(THIS);
  await expandStock(site);
  say('The migration of the next version has run beside this one');
  await everyPartitionMoves(query);
  await roll(NEXT, async () => {
    await stream.upgrade(); // its fields are read by both versions
    await everyPartitionMoves(query);
  });
  await roll(BEFORE);
  const ledger = await stream.stop();
  const books = await whenIdle(query, stockEvents(site.prefix).StockMoved.topic, ledger);
  const said = await everythingSaid(site, Object.values(nextStockEvents(site.prefix)).flatMap(outgoing(site)));
  return [...restarts.flatMap((each) => restartRows(each, books, said)), ...correctness(ledger, books, said)];
}

const outgoing =
  ({ prefix }: StockSite) =>
  ({ topic }: { topic: string }): string[] =>
    topic === stockEvents(prefix).StockMoved.topic ? [] : [topic];

function restartRows({ name, ending, during }: Restart, books: Books, said: readonly Said[]): Row[] {
  const levels = said.filter(({ kind }) => kind === 'level');
  return [
    exactly(`${name}: exit status of the leaving process`, 0, ending.code ?? -1, ''),
    noted(`${name}: the leaving process took`, ending.millis / 1000, 's'),
    below(`${name}: longest pause of effects`, LONGEST_PAUSE_SECONDS, longestPause(books.effects, during) / 1000, 's'),
    below(`${name}: longest pause of events said`, LONGEST_PAUSE_SECONDS, longestPause(levels, during) / 1000, 's'),
  ];
}

/** Waits until every record is behind the service and everything it said is on Kafka. */
async function whenIdle(query: Query, topic: string, { records }: Ledger): Promise<Books> {
  const isIdle = async (): Promise<boolean> => {
    const { offsets, unsent } = await readBooks(query, topic);
    return unsent === 0 && offsets.every((next, partition) => next >= (records[partition]?.length ?? 0));
  };
  await until(isIdle, { withinMs: PATIENCE_MS, everyMs: 500 }); // what is missing then is counted
  return readBooks(query, topic);
}

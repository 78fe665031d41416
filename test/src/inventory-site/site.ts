import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allEvents, earlierVersions, LocationLinked, topics } from '@penstock/contracts';
import { createTopics } from '@penstock/kafka';
import { registerSchemas, type Stack, until } from '@penstock/testing/stack';
import { type Query, withQuery } from '../measuring/query.js';
import { inventoryDatabase, SCHEMA } from './database.js';
import { locationLinked, WAREHOUSE } from './facts.js';
import { type Propagator, propagator, type Surroundings } from './propagator.js';
import { openSpeaker, type Speaker } from './speaker.js';

/** A Kafka with the topics of the catalogue, a database with the service's tables, and somebody who says what Odoo would. */
export interface Site extends Surroundings {
  readonly speaker: Speaker;
  /** One more process of the service. Not started yet. */
  replica(name: string, env?: Readonly<Record<string, string>>): Promise<Propagator>;
}

export interface SiteOptions {
  readonly stack: Pick<Stack, 'kafkaBrokers' | 'registryUrl' | 'postgresUrl'>;
  readonly dataDir: string;
  /** The whole file, as YAML. */
  readonly channels?: string;
  /** Of every replica. */
  readonly env?: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 120_000;

/** Prepares a stack that nothing else runs on: the service reads its topics from their beginning. */
export async function withInventory<T>(
  { stack, dataDir, channels = 'channels: []\n', env = {} }: SiteOptions,
  work: (site: Site) => Promise<T>,
): Promise<T> {
  const { kafkaBrokers, registryUrl } = stack;
  const local = topics.map((topic) => ({ ...topic, partitions: topic.localPartitions }));
  await createTopics([kafkaBrokers], local);
  await registerSchemas(registryUrl, [...earlierVersions, ...allEvents]);
  const databaseUrl = await inventoryDatabase(stack.postgresUrl, 'inventory');
  const channelsFile = join(dataDir, 'channels.yaml');
  writeFileSync(channelsFile, channels);
  const speaker = await openSpeaker({ kafkaBrokers, registryUrl });
  const around: Surroundings = { kafkaBrokers, registryUrl, databaseUrl, channelsFile, dataDir };
  try {
    await speaker.send([speaker.record(LocationLinked, locationLinked(WAREHOUSE))]);
    return await work({
      ...around,
      speaker,
      replica: (name, more = {}) => propagator(around, name, { ...env, ...more }),
    });
  } finally {
    await speaker.close();
  }
}

/** Runs `work` while these replicas run. */
export async function whileRunning<T>(replicas: readonly Propagator[], work: () => Promise<T>): Promise<T> {
  try {
    await Promise.all(replicas.map((replica) => replica.start()));
    return await work();
  } finally {
    await Promise.all(replicas.map((replica) => replica.stop()));
  }
}

/** Waits until a count reaches what it must. @throws Error with what is missing */
export async function untilCount(
  { databaseUrl }: Pick<Site, 'databaseUrl'>,
  what: string,
  sql: string,
  wanted: number,
  withinMs = PATIENCE_MS,
): Promise<void> {
  let found = 0;
  const count = async (query: Query): Promise<boolean> => {
    const [row] = await query<{ count: string }>(sql);
    found = Number(row?.count ?? 0);
    return found >= wanted;
  };
  const isReached = await withQuery(databaseUrl, (query) => until(() => count(query), { withinMs, everyMs: 100 }));
  if (!isReached) throw new Error(`${found} ${what} instead of ${wanted} after ${withinMs / 1000} s`);
}

/** Waits until every event the service has said is on Kafka. */
export const untilSent = (site: Pick<Site, 'databaseUrl'>): Promise<void> =>
  untilCount(site, 'empty outboxes', `SELECT (NOT EXISTS (SELECT FROM ${SCHEMA}.outbox))::integer AS count`, 1);

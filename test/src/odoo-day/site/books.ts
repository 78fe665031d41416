import { schemaOf } from '@penstock/local';
import type { Offsets } from '../../faults/messaging/kafka-admin.js';
import type { Query } from '../../measuring/query.js';

/** What the adapter still has to do, by its own tables, read by SQL. */
export interface Outstanding {
  /** Events of those given that it has not taken. */
  readonly untaken: number;
  readonly calls: number;
  readonly unsent: number;
  readonly parked: number;
}

const SCHEMA = schemaOf('odoo-adapter');

export async function outstanding(query: Query, eventIds: readonly string[]): Promise<Outstanding> {
  const [row] = await query<Outstanding>(
    `SELECT $2 - (SELECT count(DISTINCT event_id)::integer FROM ${SCHEMA}.inbox WHERE event_id = ANY ($1)) AS untaken,
       (SELECT count(*)::integer FROM ${SCHEMA}.task WHERE state = 'waiting') AS calls,
       (SELECT count(*)::integer FROM ${SCHEMA}.outbox) AS unsent,
       (SELECT count(*)::integer FROM ${SCHEMA}.parked WHERE state = 'waiting') AS parked`,
    [eventIds, eventIds.length],
  );
  if (!row) throw new Error('a query without FROM has one row');
  return row;
}

export const isSettled = ({ untaken, calls, unsent, parked }: Outstanding): boolean =>
  untaken + calls + unsent + parked === 0;

/** Whether it has taken every record before these offsets. @param ends by topic and partition */
export async function hasRead(query: Query, ends: ReadonlyMap<string, Offsets>): Promise<boolean> {
  const rows = await query<{ topic: string; partition: number; next: string }>(
    `SELECT topic, partition, next_offset AS next FROM ${SCHEMA}.consumer_offset`,
  );
  const next = new Map(rows.map((row) => [`${row.topic} ${row.partition}`, BigInt(row.next)]));
  return [...ends].every(([topic, partitions]) =>
    [...partitions].every(([partition, end]) => (next.get(`${topic} ${partition}`) ?? 0n) >= end),
  );
}

/** In words, what went wrong for good: failed calls and dead letters. */
export async function givenUp(query: Query): Promise<string[]> {
  const tasks = await query<{ name: string; document: string; failure: unknown }>(
    `SELECT name, document, last_failure AS failure FROM ${SCHEMA}.task WHERE state = 'failed'`,
  );
  const dead = await query<{ type: string; key: string; failure: unknown }>(
    `SELECT event_type AS type, key, failure FROM ${SCHEMA}.parked WHERE state = 'dead'`,
  );
  return [
    ...tasks.map(({ name, document, failure }) => `${name} of ${document} was given up: ${JSON.stringify(failure)}`),
    ...dead.map(({ type, key, failure }) => `${type} of ${key} is a dead letter: ${JSON.stringify(failure)}`),
  ];
}

/** The tasks of the longest wait, for a message. */
export async function waitingCalls(query: Query): Promise<string[]> {
  const rows = await query<{ name: string; document: string; attempts: number; failure: unknown }>(
    `SELECT name, document, attempts, last_failure AS failure FROM ${SCHEMA}.task WHERE state = 'waiting' ORDER BY id LIMIT 5`,
  );
  return rows.map(
    ({ name, document, attempts, failure }) =>
      `${name} of ${document} waits after ${attempts} attempts: ${JSON.stringify(failure)}`,
  );
}

/** Documents of which a task that was asked for later ended earlier. */
export async function outOfOrder(query: Query): Promise<string[]> {
  const rows = await query<{ document: string; earlier: string; later: string }>(
    `SELECT document, name AS earlier, before AS later FROM (
       SELECT document, name, ended_at, lag(name) OVER asked AS before, lag(ended_at) OVER asked AS ended_before
       FROM ${SCHEMA}.task WINDOW asked AS (PARTITION BY document ORDER BY id)) AS each
     WHERE ended_at < ended_before`,
  );
  return rows.map(({ document, earlier, later }) => `${document}: ${earlier} ended before ${later}`);
}

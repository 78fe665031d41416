import type { Stack } from '@penstock/testing/stack';
import { type Query, withQuery } from '../../measuring/query.js';
import { STOCK_SCHEMA as SCHEMA } from '../../stock-service/run.js';

/**
 * Has PostgreSQL remember when each transaction was committed while `work` runs; it does not by default. A time written by the statement itself
 * would be that before the commit. This one is taken as the commit is written to the log, just before the log is flushed to disk.
 * https://www.postgresql.org/docs/18/runtime-config-replication.html#GUC-TRACK-COMMIT-TIMESTAMP
 */
export async function withCommitTimes<T>({ postgres, postgresUrl }: Stack, work: () => Promise<T>): Promise<T> {
  const restartWith = async (statement: string): Promise<void> => {
    await withQuery(postgresUrl, (query) => query(statement));
    await postgres.stop();
    await postgres.start();
  };
  await restartWith('ALTER SYSTEM SET track_commit_timestamp = on');
  try {
    return await work();
  } finally {
    await restartWith('ALTER SYSTEM RESET track_commit_timestamp');
  }
}

/** When the effect of each event a handler took was committed, in milliseconds since 1970, by the event's id. Its inbox row is written with it. */
export async function commitTimes(query: Query, handler: string): Promise<ReadonlyMap<string, number>> {
  const rows = await query<{ id: string; at: number }>(
    `SELECT event_id::text AS id, (extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000)::float8 AS at
     FROM ${SCHEMA}.inbox WHERE handler = $1`,
    [handler],
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

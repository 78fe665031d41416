import { until } from '@penstock/testing/stack';
import type { Ending, Replica } from '../../stock-service/replica.js';
import { PARTITIONS, STOCK_SCHEMA as SCHEMA } from '../../stock-service/run.js';
import type { Stretch } from './pause.js';
import type { Query } from '../../measuring/query.js';

const PATIENCE_MS = 120_000;

/** One replica's restart. */
export interface Restart {
  readonly name: string;
  readonly ending: Ending;
  /** From SIGTERM until the new process was ready. */
  readonly during: Stretch;
}

/** Restarts one replica as a rolling upgrade does: SIGTERM, then the new process, while its fellow and the input go on. */
export async function restart(replica: Replica, query: Query, to: { name: string; program: string }): Promise<Restart> {
  const from = Date.now();
  const ending = await replica.terminate();
  await replica.start(to.program);
  const during = { from, to: Date.now() };
  await everyPartitionMoves(query);
  return { name: `${replica.name} restarts as ${to.name}`, ending, during };
}

/** Waits until each partition, or so many of them, has had an effect since this call. */
export async function everyPartitionMoves(query: Query, partitions = PARTITIONS): Promise<void> {
  const [now] = await query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const isMoving = async (): Promise<boolean> => {
    const [row] = await query<{ moved: number }>(
      `SELECT count(DISTINCT i.partition)::integer AS moved FROM ${SCHEMA}.effect e JOIN ${SCHEMA}.inbox i USING (event_id)
       WHERE e.committed_at > $1`,
      [now?.now],
    );
    return row?.moved === partitions;
  };
  if (!(await until(isMoving, { withinMs: PATIENCE_MS, everyMs: 200 })))
    throw new Error(`not ${partitions} partitions had an effect within ${PATIENCE_MS / 1000} s`);
}

import { gauge } from '@penstock/observability';
import type { Table, Transaction } from '@penstock/persistence';
import { COUNTED_AT_MOST, type Readings } from '../gauges/readings.js';

/** One destination's desired state, as far as its gauges need it. */
export interface WatchedState {
  readonly name: string;
  readonly destination: string;
  readonly table: Pick<Table<never>, 'name'>;
}

interface Pending {
  readonly pushed: 'never' | 'in_vain';
  readonly count: number;
}

/**
 * What outside systems do not hold yet, of one service, the same from each of its processes. There is no age: a row does not say since when it
 * is wanted, only whether a push failed.
 * @returns ends it
 */
export function desiredStateGauge(readings: Readings, states: readonly WatchedState[]): () => void {
  const watched = states.map(({ name, destination, table }) => ({
    attributes: { name, destination },
    pending: readings.of(`${name} to ${destination}`, (transaction) =>
      readPending(transaction, table.name, destination),
    ),
  }));
  return gauge(
    'penstock.desired_state.pending',
    {
      description: `Rows that an outside system is to be told, by name, destination, and whether the last push of them was in vain. Counted to ${COUNTED_AT_MOST} a destination.`,
      unit: '{row}',
    },
    async (result) => {
      await Promise.all(
        watched.map(async ({ attributes, pending }) => {
          for (const { pushed, count } of (await pending()) ?? []) result.observe(count, { ...attributes, pushed });
        }),
      );
    },
  );
}

const readPending = (transaction: Transaction, table: string, destination: string): Promise<Pending[]> =>
  transaction.query<Pending>(
    `SELECT kind.pushed, count(p.pushed)::integer AS count FROM (VALUES ('never'), ('in_vain')) AS kind(pushed) LEFT JOIN (
       SELECT CASE WHEN attempts > 0 THEN 'in_vain' ELSE 'never' END AS pushed FROM ${table}
       WHERE destination = $1 AND desired_version > confirmed_version LIMIT $2) p USING (pushed)
     GROUP BY kind.pushed`,
    [destination, COUNTED_AT_MOST],
  );

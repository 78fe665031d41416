import { gauge } from '@penstock/observability';
import type { Transaction } from '@penstock/persistence';
import { COUNTED_AT_MOST, type Readings } from '../gauges/readings.js';

interface Waiting {
  readonly name: string;
  readonly count: number;
  /** Seconds. */
  readonly dueAge: number;
}

/**
 * The tasks of a service that are not done, the same from each of its processes.
 * @param names of the tasks that it carries out
 * @returns ends them
 */
export function taskGauges(readings: Readings, names: readonly string[]): () => void {
  const waiting = readings.of('tasks', (transaction) => readWaiting(transaction, names));
  const ends = [
    gauge(
      'penstock.tasks.waiting',
      {
        description: `Calls outside that the service has yet to make or is making, by name, counted to ${COUNTED_AT_MOST} a name.`,
        unit: '{task}',
      },
      async (result) => {
        for (const { name, count } of (await waiting()) ?? []) result.observe(count, { name });
      },
    ),
    gauge(
      'penstock.tasks.oldest_due_age',
      {
        description:
          'For how long the task that is due longest has been due and nobody works on it, by name; 0 when none is. One that waits for the next try is not due.',
        unit: 's',
      },
      async (result) => {
        for (const { name, dueAge } of (await waiting()) ?? []) result.observe(dueAge, { name });
      },
    ),
  ];
  return () => ends.forEach((end) => end());
}

/** A task is due from its beginning, or after the pause that follows a failure. */
const readWaiting = (transaction: Transaction, names: readonly string[]): Promise<Waiting[]> =>
  transaction.query<Waiting>(
    `SELECT n.name, w.count, w."dueAge" FROM unnest($1::text[]) AS n(name) CROSS JOIN LATERAL (
       SELECT count(*)::integer AS count,
         coalesce(extract(epoch FROM clock_timestamp() - min(greatest(next_attempt_at, created_at))
           FILTER (WHERE next_attempt_at <= clock_timestamp() AND leased_until <= clock_timestamp())), 0)::float8 AS "dueAge"
       FROM (
         SELECT next_attempt_at, created_at, leased_until FROM task t
         WHERE t.name = n.name AND t.state = 'waiting' ORDER BY t.id LIMIT $2) t) w`,
    [names, COUNTED_AT_MOST],
  );

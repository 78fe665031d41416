import { gauge } from '@penstock/observability';
import type { Transaction } from '@penstock/persistence';
import type { Readings } from '../gauges/readings.js';
import { LANES } from './outbox-store.js';

/**
 * Counted one by one up to here, which takes some hundredths of a second; a hundred thousand took up to one. Beyond it PostgreSQL's own
 * statistics will do: nobody decides by the last row of so many.
 */
const COUNTED_EXACTLY = 10_000;

interface Unsent {
  readonly count: number;
  /** Seconds. */
  readonly oldestAge: number;
}

/**
 * What waits in the outbox of the service, the same from each of its processes, and the lanes that this one sends.
 * @returns ends them
 */
export function outboxGauges(readings: Readings, relay: { readonly lanes: readonly number[] }): () => void {
  const unsent = readings.of('outbox', readUnsent);
  const ends = [
    gauge(
      'penstock.outbox.unsent',
      {
        description: `Events of the service that Kafka does not have yet; above ${COUNTED_EXACTLY} an estimate.`,
        unit: '{event}',
      },
      async (result) => {
        const found = await unsent();
        if (found) result.observe(found.count);
      },
    ),
    gauge(
      'penstock.outbox.oldest_age',
      { description: 'How long the oldest event of the service waits to be sent; 0 when none does.', unit: 's' },
      async (result) => {
        const found = await unsent();
        if (found) result.observe(found.oldestAge);
      },
    ),
    gauge(
      'penstock.outbox.lanes',
      { description: `Lanes of the outbox, of ${LANES}, that this process sends.`, unit: '{lane}' },
      (result) => result.observe(relay.lanes.length),
    ),
  ];
  return () => ends.forEach((end) => end());
}

/**
 * Along the primary key, whatever the planner believes: the table is kept at its largest size, and to read all of it for a few rows takes as
 * long as when it was full.
 */
async function readUnsent(transaction: Transaction): Promise<Unsent> {
  await transaction.query('SET LOCAL enable_seqscan = off');
  await transaction.query('SET LOCAL enable_bitmapscan = off');
  const [found] = await transaction.query<Unsent>(
    `SELECT (SELECT (CASE WHEN count(*) < $2 THEN count(*) ELSE greatest(count(*), pg_stat_get_live_tuples('outbox'::regclass)) END)::integer
         FROM (SELECT FROM outbox LIMIT $2) counted) AS count,
       coalesce(greatest(extract(epoch FROM clock_timestamp() - min(oldest.created_at)), 0), 0)::float8 AS "oldestAge"
     FROM generate_series(0, $1::integer - 1) AS held(lane) CROSS JOIN LATERAL (
       SELECT created_at FROM outbox WHERE outbox.lane = held.lane ORDER BY id LIMIT 1) AS oldest`,
    [LANES, COUNTED_EXACTLY],
  );
  return found ?? { count: 0, oldestAge: 0 };
}

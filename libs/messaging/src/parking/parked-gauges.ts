import { gauge } from '@penstock/observability';
import type { Transaction } from '@penstock/persistence';
import { COUNTED_AT_MOST, type Readings } from '../gauges/readings.js';

const STATES = ['waiting', 'dead'] as const;

interface Parked {
  readonly topic: string;
  readonly state: (typeof STATES)[number];
  readonly count: number;
  /** Seconds since the oldest was set aside. */
  readonly oldestAge: number;
}

/**
 * What a service has set aside, the same from each of its processes: 0 too, of the topics it listens to, as an alert cannot tell a figure that
 * is absent from one that was never looked at.
 * @returns ends them
 */
export function parkedGauges(readings: Readings, group: string, topics: readonly string[]): () => void {
  const none = [...new Set(topics)].flatMap((topic) =>
    STATES.map((state) => ({ topic, state, count: 0, oldestAge: 0 })),
  );
  const parked = readings.of('parked', async (transaction) => {
    const found = await readParked(transaction, group);
    const others = none.filter((of) => !found.some(({ topic, state }) => topic === of.topic && state === of.state));
    return [...found, ...others];
  });
  const ends = [
    gauge(
      'penstock.parked',
      {
        description: `Messages of the service that are set aside, by topic and state: waiting for another try or behind one, or dead until a person decides. Counted to ${COUNTED_AT_MOST} a state.`,
        unit: '{message}',
      },
      async (result) => {
        for (const { topic, state, count } of (await parked()) ?? []) result.observe(count, { topic, state });
      },
    ),
    gauge(
      'penstock.parked.oldest_age',
      { description: 'How long ago the oldest of them was set aside, by topic and state; 0 of none.', unit: 's' },
      async (result) => {
        for (const { topic, state, oldestAge } of (await parked()) ?? []) result.observe(oldestAge, { topic, state });
      },
    ),
  ];
  return () => ends.forEach((end) => end());
}

/** Discarded ones are decided, and are only kept for a while. */
const readParked = (transaction: Transaction, group: string): Promise<Parked[]> =>
  transaction.query<Parked>(
    `SELECT topic, state, count(*)::integer AS count,
       greatest(extract(epoch FROM clock_timestamp() - min(parked_at)), 0)::float8 AS "oldestAge"
     FROM (
       (SELECT topic, state, parked_at FROM parked WHERE group_name = $1 AND state = 'waiting' LIMIT $2)
       UNION ALL
       (SELECT topic, state, parked_at FROM parked WHERE group_name = $1 AND state = 'dead' ORDER BY parked_at LIMIT $2)) p
     GROUP BY topic, state`,
    [group, COUNTED_AT_MOST],
  );

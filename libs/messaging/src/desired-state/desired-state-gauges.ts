import { gauge } from '@penstock/observability';
import type { Table, Transaction } from '@penstock/persistence';
import { COUNTED_AT_MOST, type Readings } from '../gauges/readings.js';
import type { BacklogPace } from './backlog-pace.js';

/** One destination's desired state, as far as its gauges need it. */
export interface WatchedState {
  readonly state: {
    readonly name: string;
    readonly destination: string;
    readonly table: Pick<Table<never>, 'name'>;
  };
  readonly pace: Pick<BacklogPace, 'perSecond'>;
}

/** What one destination is yet to be told. */
export interface Backlog {
  readonly never: number;
  readonly inVain: number;
  /** Seconds since the destination began to hold something else than is wanted, of the row that has waited longest; 0 when none does. */
  readonly oldestAge: number;
}

/**
 * What outside systems do not hold yet, of one service, the same from each of its processes; and when they will, as this process would tell it
 * alone.
 * @returns ends them
 */
export function desiredStateGauges(readings: Readings, states: readonly WatchedState[]): () => void {
  const watched = states.map(({ state: { name, destination, table }, pace }) => ({
    attributes: { name, destination },
    pace,
    backlog: readings.of(`${name} to ${destination}`, (transaction) =>
      readBacklog(transaction, table.name, destination),
    ),
  }));
  type Watched = (typeof watched)[number];
  const each = (observe: (of: Watched, backlog: Backlog) => void) => async () => {
    await Promise.all(
      watched.map(async (of) => {
        const backlog = await of.backlog();
        if (backlog) observe(of, backlog);
      }),
    );
  };
  const ends = [
    gauge(
      'penstock.desired_state.pending',
      {
        description: `Rows that an outside system is to be told, by name, destination, and whether the last push of them was in vain. Counted to ${COUNTED_AT_MOST} a destination.`,
        unit: '{row}',
      },
      (result) =>
        each(({ attributes }, { never, inVain }) => {
          result.observe(never, { ...attributes, pushed: 'never' });
          result.observe(inVain, { ...attributes, pushed: 'in_vain' });
        })(),
    ),
    gauge(
      'penstock.desired_state.oldest_age',
      {
        description:
          'How long an outside system has held something else than is wanted, of the row that has waited longest, by name and destination; 0 when it holds all.',
        unit: 's',
      },
      (result) => each(({ attributes }, { oldestAge }) => result.observe(oldestAge, attributes))(),
    ),
    gauge(
      'penstock.desired_state.expected_end',
      {
        description:
          'Seconds until all is told, at the pace of this process over the last minute, by name and destination; 0 when nothing is pending, nothing while no pace is known.',
        unit: 's',
      },
      (result) =>
        each(({ attributes, pace }, { never, inVain }) => {
          const seconds = secondsLeft(never + inVain, pace.perSecond());
          if (seconds !== null) result.observe(seconds, attributes);
        })(),
    ),
  ];
  return () => ends.forEach((end) => end());
}

/** How long a backlog will last; null where nobody knows. */
export function secondsLeft(rows: number, perSecond: number | null): number | null {
  if (rows === 0) return 0;
  return perSecond === null || perSecond === 0 ? null : rows / perSecond;
}

/** Counted to a limit, so that a look costs the same however much there is. */
export async function readBacklog(transaction: Transaction, table: string, destination: string): Promise<Backlog> {
  const dirty = `FROM ${table} WHERE destination = $1 AND desired_version > confirmed_version`;
  const [backlog] = await transaction.query<Backlog>(
    `SELECT count(*) FILTER (WHERE attempts = 0)::integer AS never, count(*) FILTER (WHERE attempts > 0)::integer AS "inVain",
       coalesce((SELECT extract(epoch FROM now() - wanted_since) ${dirty} ORDER BY wanted_since LIMIT 1), 0)::double precision AS "oldestAge"
     FROM (SELECT attempts ${dirty} LIMIT $2) counted`,
    [destination, COUNTED_AT_MOST],
  );
  return backlog ?? { never: 0, inVain: 0, oldestAge: 0 };
}

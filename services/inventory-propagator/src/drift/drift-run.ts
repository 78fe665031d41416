import { column, defineTable, type RowOf } from '@penstock/persistence';
import { instantOfMillis } from '@penstock/domain';

/** A comparison of all listings of a channel: `reading` goes through them once, `settling` looks again at what differed. */
export const driftRuns = defineTable({
  name: 'drift_run',
  key: ['runId'],
  columns: {
    runId: column.text(),
    destination: column.text(),
    state: column.text<'reading' | 'settling' | 'done' | 'failed'>(),
    /** A person, or `schedule`. */
    askedBy: column.text(),
    reason: column.text(),
    begunAt: column.instant(),
    endedAt: column.nullable(column.instant()),
    /** Not before: the channel asked for a pause, or what differed is to settle. */
    nextAt: column.instant(),
    leasedUntil: column.instant(),
    /** The last listing of this state that was compared: a run that died goes on behind it. */
    cursor: column.text(),
    /** How many there were at the beginning. */
    listings: column.integer(),
    compared: column.integer(),
    alike: column.integer(),
    inFlight: column.integer(),
    drifted: column.integer(),
    repaired: column.integer(),
    /** In a row. */
    failures: column.integer(),
    /** Why it waits, or failed. */
    trouble: column.nullable(column.text()),
  },
  initial: () => ({
    destination: '',
    state: 'reading' as const,
    askedBy: '',
    reason: '',
    begunAt: instantOfMillis(0),
    endedAt: null,
    nextAt: instantOfMillis(0),
    leasedUntil: instantOfMillis(0),
    cursor: '',
    listings: 0,
    compared: 0,
    alike: 0,
    inFlight: 0,
    drifted: 0,
    repaired: 0,
    failures: 0,
    trouble: null,
  }),
});

export type DriftRunRow = RowOf<typeof driftRuns>;

import type { Instant } from '@penstock/domain';
import type { Table } from '@penstock/persistence';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';

/**
 * The columns of a table whose rows say what an outside system should hold. Whoever wants something else raises `desiredVersion`; the worker
 * makes it so and sets `confirmedVersion`. Latest wins: a burst of changes becomes one call.
 */
export interface DesiredRow {
  /** Which outside system: each has its own worker, rate and breaker, so that a dead one delays no other. */
  readonly destination: string;
  readonly desiredVersion: bigint;
  readonly confirmedVersion: bigint;
  /** Lower goes first. */
  readonly priority: number;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  readonly leasedUntil: Instant;
  /** W3C trace context of the last change, so that the call can be found from its cause. */
  readonly traceparent: string | null;
}

/** What the outside system answered for one row. */
export type PushOutcome =
  | { readonly kind: 'confirmed' }
  /** Try again after a pause: it was not in its power now. */
  | { readonly kind: 'later'; readonly afterMillis?: number; readonly reason: string }
  /** It will not take this, whatever we do: a person must look. */
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string };

export interface DesiredState<R extends DesiredRow> {
  readonly name: string;
  readonly table: Table<R>;
  readonly destination: string;
  /** Rows in one call. */
  readonly batchSize: number;
  /** Calls outside, without a transaction. @throws when nothing can be said about any row: all are tried again later. */
  push(rows: readonly R[]): Promise<ReadonlyMap<string, PushOutcome>>;
  /**
   * Writes down the answer for one row, in a transaction that holds its lock.
   * @param pushed the row as it was when pushed
   * @param current the row as it is now; its `desiredVersion` may have moved on
   * @returns the row to save; the worker sets versions, attempts and lease itself
   */
  settle(unit: UnitOfWork, pushed: R, current: R, outcome: PushOutcome): R;
}

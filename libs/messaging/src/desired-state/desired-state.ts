import type { Instant } from '@penstock/domain';
import type { Table } from '@penstock/persistence';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';

/**
 * The columns of a table whose rows say what an outside system should hold. Whoever wants something else raises `desiredVersion`; the worker
 * makes it so and sets `confirmedVersion`. Latest wins: a burst of changes becomes one call. The table has the trigger of `followWishes`.
 */
export interface DesiredRow {
  /** Which outside system: each has its own worker, rate and breaker, so that a dead one delays no other. */
  readonly destination: string;
  readonly desiredVersion: bigint;
  readonly confirmedVersion: bigint;
  /** Lower goes first; of the same priority what has waited longest. */
  readonly priority: number;
  /** When the outside system began to hold something else than is wanted. Means nothing where it holds what is wanted. */
  readonly wantedSince: Instant;
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
  /**
   * Milliseconds from a call that was not full to the next: what changes meanwhile goes out in it, and a hundred small calls a second become a few.
   * What comes after a pause goes out at once. Default 0.
   */
  readonly gatherMillis?: number;
  /** Rows in one call. */
  readonly batchSize: number;
  /** Calls in flight at once, never two for one row. Default 1. */
  readonly concurrency?: number;
  /**
   * Calls outside, without a transaction.
   * @throws {NotNow} when the outside system takes nothing for now; anything else when nothing can be said about any row: all are tried again
   *   later
   */
  push(rows: readonly R[]): Promise<ReadonlyMap<string, PushOutcome>>;
  /**
   * Writes down the answer for one row, in a transaction that holds its lock.
   * @param pushed the row as it was when pushed
   * @param current the row as it is now; its `desiredVersion` may have moved on
   * @returns the row to save; the worker sets versions, attempts and lease itself
   */
  settle(unit: UnitOfWork, pushed: R, current: R, outcome: PushOutcome): R;
  /**
   * Writes down that the outside system lets us in no more, or again, in the transaction of the call by which that was learnt. Called with null
   * after the first call of a process that was let in, too: it may be that one before it was not.
   */
  admitted?(unit: UnitOfWork, refusal: NotNow | null): Promise<void>;
}

/** The code of a {@link NotNow} that is only about how much is asked of a destination. */
export const THROTTLED = 'THROTTLED';

/**
 * The outside system takes nothing for now, whatever the row: its limit is reached, or it lets us in no more. The rows are as untried as before,
 * and no other call is made until the time has passed.
 */
export class NotNow extends Error {
  override readonly name = 'NotNow';
  constructor(
    /** {@link THROTTLED} passes by itself; anything else, such as `invalid_grant`, is for a person to look at. */
    readonly code: string,
    readonly afterMillis: number,
    message: string,
  ) {
    super(message);
  }
}

import type { ChildrenRef, RowRef } from '@penstock/persistence';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Attempt, Task } from './task.js';

/** One of the tasks that are carried out together. */
export interface BulkItem<P> {
  readonly payload: P;
  readonly attempt: Attempt;
}

/**
 * How tasks of one kind are carried out many at a time, where one call outside may do the work of several. Each is claimed, tried and settled
 * as a {@link Task} is: after a crash it may come again, alone or in other company, so `perform` must find an effect it already had.
 */
export interface BulkTask<P, R> {
  readonly name: string;
  /** Calls of `perform` under way at once in this process; asked anew before each claim. 0 claims nothing for now. */
  concurrency(): number;
  /** Tasks in one `perform` at most. */
  most(): number;
  /**
   * @param items the oldest first, never two of a document
   * @returns by natural key what came of each: its result, or the error that it alone failed with
   * @throws what all of them failed with
   */
  perform(items: readonly BulkItem<P>[]): Promise<ReadonlyMap<string, R | Error>>;
  /** Rows that settling locks and reads, named so that those of all tasks are locked in one sorted query a table. */
  loads?(payload: P, result: R | undefined): readonly (RowRef<any> | ChildrenRef<any>)[];
  /** The unit belongs to several tasks: events and further tasks name `attempt.cause` as theirs. */
  settle(unit: UnitOfWork, payload: P, result: R, attempt: Attempt): Promise<void> | void;
  failed(unit: UnitOfWork, payload: P, error: Error, attempt: Attempt): Promise<void> | void;
}

export const defineBulkTask = <P, R>(task: BulkTask<P, R>): BulkTask<P, R> => task;

export const isBulk = <P, R>(task: Task<P, R> | BulkTask<P, R>): task is BulkTask<P, R> => 'most' in task;

/** A task that is carried out alone, as a bulk of one. */
export function oneByOne<P, R>(task: Task<P, R>): BulkTask<P, R> {
  const { name, concurrency } = task;
  return {
    name,
    concurrency: typeof concurrency === 'number' ? () => concurrency : concurrency,
    most: () => 1,
    async perform(items) {
      const results = new Map<string, R>();
      for (const { payload, attempt } of items) results.set(attempt.naturalKey, await task.perform(payload, attempt));
      return results;
    },
    settle: (unit, payload, result, attempt) => task.settle(unit, payload, result, attempt),
    failed: (unit, payload, error, attempt) => task.failed(unit, payload, error, attempt),
  };
}

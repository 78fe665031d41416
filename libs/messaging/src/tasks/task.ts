import type { Cause } from '../handling/outgoing.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { BulkTask } from './bulk-task.js';

/** A call to the outside that must happen once. */
export interface Once {
  /** The {@link Task.name} that carries it out. */
  readonly task: string;
  /** Names the call for ever: asking twice is asking once. */
  readonly naturalKey: string;
  /** At most one task of a document is in flight, oldest first; e.g. the order's id. */
  readonly document: string;
  /** Plain JSON. */
  readonly payload: unknown;
}

export const once = <P>(
  task: Task<P, any> | BulkTask<P, any>,
  wanted: { naturalKey: string; document: string; payload: P },
): Once => ({
  task: task.name,
  ...wanted,
});

export interface Attempt {
  /** From 1. A second try follows an answer that was an error, or was never heard: look the effect up before repeating it. */
  readonly number: number;
  readonly naturalKey: string;
  readonly cause: Cause;
  readonly signal: AbortSignal;
}

/**
 * How one kind of task is carried out. `perform` calls outside, without a transaction; `settle` then writes down the answer and says events in
 * one transaction with the task's own end. Both may run again after a crash between them, so `perform` must find an effect it already had.
 */
export interface Task<P, R> {
  readonly name: string;
  /** Calls under way at once in this process; asked anew before each claim where it is a function. */
  readonly concurrency: number | (() => number);
  /** @throws Transient (tried again, for as long as it takes), Permanent (ends as failed) */
  perform(payload: P, attempt: Attempt): Promise<R>;
  settle(unit: UnitOfWork, payload: P, result: R, attempt: Attempt): Promise<void> | void;
  /** The task ended without its effect: say so to people. */
  failed(unit: UnitOfWork, payload: P, error: Error, attempt: Attempt): Promise<void> | void;
}

export const defineTask = <P, R>(task: Task<P, R>): Task<P, R> => task;

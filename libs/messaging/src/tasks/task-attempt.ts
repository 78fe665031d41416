import {
  type Context,
  context,
  contextOf,
  currentTraceparent,
  inSpan,
  recordFailure,
  type Span,
  SpanKind,
  startSpan,
} from '@penstock/observability';
import type { Attempt } from './task.js';
import type { ClaimedTask } from './task-store.js';

/** One try of one task, in a span of the task's own trace. */
export class TaskAttempt<P> {
  readonly payload: P;
  readonly attempt: Attempt;
  private readonly span: Span;
  private readonly context: Context;

  constructor(
    task: string,
    readonly claimed: ClaimedTask,
    signal: AbortSignal,
  ) {
    const { naturalKey, attempts, cause } = claimed;
    this.payload = claimed.payload as P;
    this.attempt = { number: attempts, naturalKey, cause, signal };
    const links = [currentTraceparent()];
    const options = {
      kind: SpanKind.INTERNAL,
      attributes: attributesOf(claimed),
      parent: contextOf(cause.traceparent),
    };
    ({ span: this.span, context: this.context } = startSpan(task, { ...options, links }));
  }

  /** What is said meanwhile continues this task's trace. */
  within<T>(work: () => T): T {
    return context.with(this.context, work);
  }

  /** @param error what the try failed with, if it did */
  end(error?: unknown): void {
    if (error !== undefined) recordFailure(this.span, error);
    this.span.end();
  }
}

/**
 * Works on tasks as one, however many they are: several have a span in a trace of its own, which names theirs as links; a single one needs none
 * beside its own.
 */
export const inSpanOfAll = <T>(task: string, claimed: readonly ClaimedTask[], work: () => Promise<T>): Promise<T> =>
  claimed.length === 1
    ? work()
    : inSpan(
        `${task} in bulk`,
        {
          kind: SpanKind.INTERNAL,
          parent: null,
          attributes: { 'penstock.task.count': claimed.length },
          links: claimed.map(({ cause }) => cause.traceparent),
        },
        work,
      );

const attributesOf = (claimed: ClaimedTask): Record<string, string | number> => ({
  'penstock.task.key': claimed.naturalKey,
  'penstock.task.attempt': claimed.attempts,
  'penstock.correlation.id': claimed.cause.correlationId,
  'penstock.aggregate.id': claimed.document,
});

import { type Logger } from '@penstock/observability';
import { recordOf } from '../errors.js';
import { NotNow, THROTTLED } from './desired-state.js';
import { pauseAfter } from './pause.js';

/** What this process knows of one destination: whether it answers, lets us in, and takes calls now. By the clock of `performance.now()`. */
export class Outage {
  /** Why the last call failed; null where it did not. */
  last: { readonly code: string; readonly at: Date } | null = null;
  private failures = 0;
  private failedAt = 0;
  private pausedUntil = 0;
  /** Why the destination lets us in no more; null where it does; undefined before the first call. */
  private refusal: NotNow | null | undefined;
  private news: NotNow | null | undefined;

  constructor(
    private readonly destination: string,
    private readonly log: Logger,
  ) {}

  get isPaused(): boolean {
    return performance.now() < this.pausedUntil;
  }

  /** Calls at once: after a failure one finds out whether it is over, for all of them. */
  places(concurrency: number): number {
    return this.failures === 0 ? concurrency : 1;
  }

  /** Whether the destination lets us in, where that is news since it was asked last; undefined where it is none. */
  admission(): NotNow | null | undefined {
    const { news } = this;
    this.news = undefined;
    return news;
  }

  answered(): void {
    this.failures = 0;
    this.last = null;
    this.letIn(null);
  }

  /** @param begunAt of the call @returns for how long to make none, and whether it was tried at all */
  failed(error: unknown, begunAt: number, rows: number): { millis: number; tried: boolean; reason: string } {
    const { code, message } = error instanceof NotNow ? error : recordOf(error);
    const throttled = error instanceof NotNow && code === THROTTLED;
    // Calls that were under way together when it began are one failure, not as many as they are.
    if (!throttled && begunAt >= this.failedAt) this.failures += 1;
    if (error instanceof NotNow && !throttled) this.letIn(error);
    const { millis, tried } = pauseAfter(error, Math.max(1, this.failures));
    if (!throttled) {
      this.failedAt = performance.now();
      this.last = { code, at: new Date() };
      const { destination } = this;
      this.log.warn({ destination, code, reason: message, rows, pauseMillis: Math.round(millis) }, 'push failed');
    }
    this.pause(millis);
    return { millis, tried, reason: `${code}: ${message}` };
  }

  pause(millis: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + millis);
  }

  private letIn(refusal: NotNow | null): void {
    if (this.refusal !== undefined && this.refusal?.code === refusal?.code) return;
    this.refusal = refusal;
    this.news = refusal;
  }
}

import { HttpUnavailable } from '@penstock/http';
import { pauseDuringOutage } from '../retry-schedule.js';
import { NotNow } from './desired-state.js';

/** What a call that ended in an error asks for. */
export interface Pause {
  /** Milliseconds before which no other call is made there. */
  readonly millis: number;
  /** False where the call was not made, or turned away unread: its rows are as untried as before. */
  readonly tried: boolean;
}

/** The longest a destination is left alone that says nothing of how long: one call every ten seconds hurts nobody, and finds out soon that it is back. */
export const LONGEST_PAUSE_MILLIS = 10_000;

/** @param failures calls to this destination that failed in a row, this one included */
export function pauseAfter(error: unknown, failures: number): Pause {
  if (error instanceof NotNow) return { millis: error.afterMillis, tried: false };
  if (error instanceof HttpUnavailable && error.retryAfterMs !== null) {
    return { millis: error.retryAfterMs, tried: false };
  }
  return { millis: Math.min(LONGEST_PAUSE_MILLIS, pauseDuringOutage(failures)), tried: true };
}

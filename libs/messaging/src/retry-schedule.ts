import type { FailureRecord } from './errors.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses before each further try, in milliseconds; after the last one the event is a dead letter. */
const SCHEDULES: Readonly<Record<FailureRecord['kind'], readonly number[]>> = {
  transient: [SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR],
  missing: [
    SECOND,
    5 * SECOND,
    30 * SECOND,
    2 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    16 * HOUR,
  ],
  unexpected: [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE],
  permanent: [],
};

/**
 * How long to wait before the next try, with up to a fifth of jitter so that what failed together does not come back together.
 * @param attempts tries made so far, at least 1
 * @returns milliseconds, or undefined when there is no further try
 */
export function pauseBeforeRetry(
  kind: FailureRecord['kind'],
  attempts: number,
  random: () => number = Math.random,
): number | undefined {
  const pause = SCHEDULES[kind][attempts - 1];
  return pause === undefined ? undefined : Math.round(pause * (0.9 + 0.2 * random()));
}

/** For work that must wait out an outage of any length (orders for Odoo): grows to a minute, never gives up. */
export const pauseDuringOutage = (attempts: number, random: () => number = Math.random): number =>
  Math.round(Math.min(MINUTE, SECOND * 2 ** Math.min(attempts - 1, 6)) * (0.8 + 0.4 * random()));

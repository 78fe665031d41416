import { setTimeout as sleep } from 'node:timers/promises';

/** Keeps calls within a rate: each waits for its place. */
export interface Pace {
  turn(): Promise<void>;
  /** The far side has another rate than was thought: later calls keep to it. */
  allow(ratePerSecond: number): void;
}

/**
 * Spreads calls evenly, `1/ratePerSecond` apart, after as many at once as `burst` says: what a bucket of so many tokens lets pass, as its
 * generic cell rate algorithm. Unused time is saved up to the burst and no further.
 * @param wait lets so many milliseconds pass
 */
export function pace(ratePerSecond: number, burst = 1, wait: (millis: number) => Promise<unknown> = sleep): Pace {
  let interval = 1_000 / ratePerSecond;
  /** When the next call would be on time if all came evenly; those of a burst are early. */
  let dueAt = 0;
  return {
    async turn() {
      const now = performance.now();
      const at = Math.max(now, dueAt - (burst - 1) * interval);
      dueAt = Math.max(now, dueAt) + interval;
      if (at > now) await wait(at - now);
    },
    allow(next) {
      interval = 1_000 / next;
    },
  };
}

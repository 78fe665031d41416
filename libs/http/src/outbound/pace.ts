import { setTimeout as wait } from 'node:timers/promises';

/** Spreads calls evenly: the n-th call waits until n/ratePerSecond seconds after the first; unused time is not saved up. */
export function pace(ratePerSecond: number): () => Promise<void> {
  const interval = 1_000 / ratePerSecond;
  let nextAt = 0;
  return async () => {
    const now = performance.now();
    const at = Math.max(now, nextAt);
    nextAt = at + interval;
    if (at > now) await wait(at - now);
  };
}

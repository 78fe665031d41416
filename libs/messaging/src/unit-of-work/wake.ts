/** Wakes sleeping loops of this process as soon as there is work, so that looking by the clock is only the safety net. */
export class Wake {
  private readonly sleepers = new Set<() => void>();
  /** How often everybody was woken: a loop remembers it before it looks for work, so that no wake in between is lost. */
  count = 0;

  all(): void {
    this.count += 1;
    for (const wake of [...this.sleepers]) wake();
  }

  /** Resolves after `millis`; at once when {@link all} was called since it had been called `seen` times, when it is called, or when the signal aborts. */
  sleep(millis: number, signal: AbortSignal, seen: number): Promise<void> {
    if (this.count !== seen) return Promise.resolve();
    return sleepUntil(millis, signal, this.sleepers);
  }
}

/** Resolves after `millis`, or at once when the signal aborts. */
export const pause = (millis: number, signal: AbortSignal): Promise<void> => sleepUntil(millis, signal, new Set());

function sleepUntil(millis: number, signal: AbortSignal, sleepers: Set<() => void>): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      sleepers.delete(end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, millis);
    sleepers.add(end);
    signal.addEventListener('abort', end);
  });
}

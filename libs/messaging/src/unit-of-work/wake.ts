/** Wakes sleeping loops of this process as soon as there is work, so that looking by the clock is only the safety net. */
export class Wake {
  private readonly sleepers = new Map<() => void, string>();
  private ofAll = 0;
  private readonly ofOne = new Map<string, number>();

  all(): void {
    this.ofAll += 1;
    for (const wake of [...this.sleepers.keys()]) wake();
  }

  /** Wakes the loop of this name: for work that is of no interest to the others. */
  one(name: string): void {
    this.ofOne.set(name, (this.ofOne.get(name) ?? 0) + 1);
    for (const [wake, sleeper] of [...this.sleepers]) if (sleeper === name) wake();
  }

  /** How often a loop of this name was woken: it remembers the count before it looks for work, so that no wake in between is lost. */
  count(name: string): number {
    return this.ofAll + (this.ofOne.get(name) ?? 0);
  }

  /** Resolves after `millis`; at once when the loop was woken since it had been woken `seen` times, when it is woken, or when the signal aborts. */
  sleep(name: string, millis: number, signal: AbortSignal, seen: number): Promise<void> {
    if (this.count(name) !== seen) return Promise.resolve();
    return sleepUntil(millis, signal, (wake) => {
      this.sleepers.set(wake, name);
      return () => this.sleepers.delete(wake);
    });
  }
}

/** Resolves after `millis`, or at once when the signal aborts. */
export const pause = (millis: number, signal: AbortSignal): Promise<void> => sleepUntil(millis, signal);

/** @param lieDown is given what ends the sleep, and gives what is to be done when it has ended */
function sleepUntil(millis: number, signal: AbortSignal, lieDown?: (wake: () => void) => () => void): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      getUp?.();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, millis);
    const getUp = lieDown?.(end);
    signal.addEventListener('abort', end);
  });
}

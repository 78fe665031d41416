/** Wakes sleeping loops of this process as soon as there is work, so that polling is only the safety net. */
export class Wake {
  private readonly sleepers = new Set<() => void>();

  all(): void {
    for (const wake of [...this.sleepers]) wake();
  }

  /** Resolves after `millis`, or earlier when somebody calls {@link all} or the signal aborts. */
  sleep(millis: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.sleepers.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, millis);
      this.sleepers.add(end);
      signal.addEventListener('abort', end);
    });
  }
}

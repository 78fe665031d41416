/** Keeps a loop to its interval: loops are woken whenever anything is committed, which is no reason to ask a provider again. */
export class Pace {
  private next = 0;

  constructor(private readonly intervalMs: number) {}

  /** True once an interval. @param now milliseconds of a clock that never goes back */
  due(now: number = performance.now()): boolean {
    if (now < this.next) return false;
    this.next = now + this.intervalMs;
    return true;
  }
}

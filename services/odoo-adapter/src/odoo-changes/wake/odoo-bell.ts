/** How a look came about: its time had come, or somebody rang. */
export type Reason = 'clock' | 'bell';

interface Clock {
  now(): number;
}

/** Milliseconds between the beginnings of two looks that were rung for: whatever rings costs two looks a second at most. */
const GAP = 500;

/**
 * Milliseconds after a ring until it is looked once more. Odoo 18 rings inside its transaction: the first look may come before the commit, whose
 * change is then seen by the second. https://www.odoo.com/documentation/18.0/applications/studio/automated_actions/webhooks.html
 */
const AFTER_COMMIT = 3_000;

/** Tells the look at Odoo when to begin: by the clock, and earlier when somebody rings. Rings that come close together are one. */
export class OdooBell {
  private lastRing = Number.NEGATIVE_INFINITY;
  private lastLook = Number.NEGATIVE_INFINITY;
  private lastRungLook = Number.NEGATIVE_INFINITY;
  private heard: (() => void) | undefined;

  constructor(private readonly clock: Clock = performance) {}

  ring(): void {
    this.lastRing = this.clock.now();
    this.heard?.();
  }

  /** Milliseconds until the next look, and what for; the clock's look is due `interval` after `from`. */
  due(from: number, interval: number): { readonly inMillis: number; readonly reason: Reason } {
    const byClock = from + interval;
    const byBell = Math.min(this.atOnce(), this.afterCommit());
    const now = this.clock.now();
    return byBell < byClock
      ? { inMillis: Math.max(0, byBell - now), reason: 'bell' }
      : { inMillis: Math.max(0, byClock - now), reason: 'clock' };
  }

  /** Waits until the next look is due, and notes that it begins. */
  async next(interval: number, signal: AbortSignal): Promise<Reason> {
    const from = this.clock.now();
    let next = this.due(from, interval);
    while (next.inMillis > 0 && !signal.aborted) {
      await this.sleep(next.inMillis, signal);
      next = this.due(from, interval);
    }
    this.lastLook = this.clock.now();
    if (next.reason === 'bell') this.lastRungLook = this.lastLook;
    return next.reason;
  }

  private atOnce(): number {
    return this.lastRing <= this.lastLook ? Number.POSITIVE_INFINITY : Math.max(this.lastRing, this.lastRungLook + GAP);
  }

  private afterCommit(): number {
    const at = this.lastRing + AFTER_COMMIT;
    return at <= this.lastLook ? Number.POSITIVE_INFINITY : at;
  }

  private sleep(millis: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.heard = undefined;
        resolve();
      };
      const timer = setTimeout(end, millis);
      signal.addEventListener('abort', end);
      this.heard = end;
    });
  }
}

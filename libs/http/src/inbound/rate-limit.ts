/** What a caller may do, by the generic cell rate algorithm: https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm */
export interface RateLimit {
  readonly perSecond: number;
  /** Requests that may come at once after a pause. */
  readonly burst: number;
}

/** Counts the requests of callers of this process, each for itself. */
export class RateLimits {
  /** When each caller's saved-up burst is whole again, in milliseconds of `now`. */
  private readonly fullAt = new Map<string, number>();

  constructor(
    private readonly limit: RateLimit,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes one request. @returns 0, or the milliseconds until it would be taken */
  take(caller: string): number {
    const interval = 1000 / this.limit.perSecond;
    const now = this.now();
    const fullAt = Math.max(now, this.fullAt.get(caller) ?? 0);
    const tooEarly = fullAt - now - interval * (this.limit.burst - 1);
    if (tooEarly > 0) return tooEarly;
    this.fullAt.set(caller, fullAt + interval);
    return 0;
  }
}

/** A rate limit as far sides keep it: `burst` calls at once, then `perSecond` of them. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** The bucket of tokens behind a rate limit: full at first, refilled evenly, never above its burst. */
export class TokenBucket {
  #tokens: number;
  #filledAt = performance.now();

  constructor(readonly limit: RateLimit) {
    this.#tokens = limit.burst;
  }

  /** Takes so many tokens, if they are there. */
  take(count = 1): boolean {
    this.#refill();
    if (count > this.#tokens) return false;
    this.#tokens -= count;
    return true;
  }

  /** What is there now; a fraction belongs to the next token. */
  get tokens(): number {
    this.#refill();
    return this.#tokens;
  }

  /** Seconds until so many tokens are there; 0 where they are. */
  secondsUntil(count = 1): number {
    return Math.max(0, (count - this.tokens) / this.limit.perSecond);
  }

  #refill(): void {
    const now = performance.now();
    const restored = ((now - this.#filledAt) / 1000) * this.limit.perSecond;
    this.#tokens = Math.min(this.limit.burst, this.#tokens + restored);
    this.#filledAt = now;
  }
}

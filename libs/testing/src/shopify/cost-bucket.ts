/** The throttle of query cost points: https://shopify.dev/docs/api/usage/limits */
export class CostBucket {
  #available: number;
  #filledAt = performance.now();

  constructor(
    readonly maximum: number,
    readonly restorePerSecond: number,
  ) {
    this.#available = maximum;
  }

  /** Takes the points, if there are so many. */
  take(cost: number): boolean {
    this.#refill();
    if (cost > this.#available) return false;
    this.#available -= cost;
    return true;
  }

  /** `extensions.cost` of an answer. */
  report(requestedQueryCost: number, taken: boolean) {
    return {
      requestedQueryCost,
      actualQueryCost: taken ? requestedQueryCost : null,
      throttleStatus: {
        maximumAvailable: this.maximum,
        currentlyAvailable: Math.floor(this.#available),
        restoreRate: this.restorePerSecond,
      },
    };
  }

  #refill(): void {
    const now = performance.now();
    const restored = ((now - this.#filledAt) / 1000) * this.restorePerSecond;
    this.#available = Math.min(this.maximum, this.#available + restored);
    this.#filledAt = now;
  }
}

/** What an answer says of the bucket of cost points: `extensions.cost`. */
export interface ReportedCost {
  readonly requestedQueryCost: number;
  readonly throttleStatus: {
    readonly maximumAvailable: number;
    readonly currentlyAvailable: number;
    /** Points a second: 100 for a standard plan, up to 2,000. */
    readonly restoreRate: number;
  };
}

/**
 * The shop's bucket of cost points, as its answers tell it, so that nothing is sent that would be throttled. The bucket belongs to the app and
 * the shop: other processes draw on it, too, which the next answer shows. https://shopify.dev/docs/api/usage/limits#rate-limits
 * @param now milliseconds of a clock that only goes forward
 */
export class CostBudget {
  private bucket: { available: number; readonly maximum: number; readonly restoreRate: number; at: number } | null =
    null;
  private readonly costs = new Map<string, number>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /**
   * Takes what an operation will cost, if it is there.
   * @param operation such as `SetAvailable 250`: the same always costs the same
   * @param guess its cost where it was never sent
   * @returns milliseconds to wait where it is not; 0 where it was taken
   */
  take(operation: string, guess: number): number {
    const { bucket } = this;
    if (!bucket) return 0; // the first answer tells
    const now = this.now();
    bucket.available = Math.min(bucket.maximum, bucket.available + ((now - bucket.at) / 1000) * bucket.restoreRate);
    bucket.at = now;
    // More than the bucket holds is never there: the shop shall say so itself.
    const cost = Math.min(bucket.maximum, this.costs.get(operation) ?? guess);
    const missing = cost - bucket.available;
    if (missing > 0) return Math.ceil((missing / bucket.restoreRate) * 1000);
    bucket.available -= cost;
    return 0;
  }

  /** What an answer told. */
  reported(operation: string, { requestedQueryCost, throttleStatus }: ReportedCost): void {
    const { maximumAvailable: maximum, currentlyAvailable: available, restoreRate } = throttleStatus;
    this.costs.set(operation, requestedQueryCost);
    if (restoreRate > 0) this.bucket = { available, maximum, restoreRate, at: this.now() };
  }
}

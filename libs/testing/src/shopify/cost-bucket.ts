import { TokenBucket } from '../stand-in/token-bucket.js';

/** The throttle of query cost points: https://shopify.dev/docs/api/usage/limits */
export class CostBucket {
  readonly #points: TokenBucket;

  constructor(
    readonly maximum: number,
    readonly restorePerSecond: number,
  ) {
    this.#points = new TokenBucket({ burst: maximum, perSecond: restorePerSecond });
  }

  /** Takes the points, if there are so many. */
  take(cost: number): boolean {
    return this.#points.take(cost);
  }

  /** `extensions.cost` of an answer. */
  report(requestedQueryCost: number, taken: boolean) {
    return {
      requestedQueryCost,
      actualQueryCost: taken ? requestedQueryCost : null,
      throttleStatus: {
        maximumAvailable: this.maximum,
        currentlyAvailable: Math.floor(this.#points.tokens),
        restoreRate: this.restorePerSecond,
      },
    };
  }
}

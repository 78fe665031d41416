import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../measuring/random.js';
import type { Checkout } from '../../inventory-site/checkout.js';
import { numberedProduct, skuOf } from '../../inventory-site/facts.js';

/** What is asked for: the numbered ones up to this. */
export const PRODUCTS = 1000;
const [CLAIMS_PER_SECOND, QUESTIONS_PER_SECOND] = [50, 100];

/** Milliseconds from a request to its answer. */
export interface Times {
  readonly claims: number[];
  readonly questions: number[];
}

/** Checkouts that come at a steady rate, whether or not those before them were answered. */
export class Asking {
  granted = 0;
  readonly refused = new Map<number, number>();
  private nth = 0;

  constructor(
    private readonly at: Checkout,
    private readonly random: Random,
    /** Begins its references: others may ask the same ledger. */
    private readonly name: string,
  ) {}

  async during(seconds: number): Promise<Times> {
    const times: Times = { claims: [], questions: [] };
    await Promise.all([
      this.steadily(CLAIMS_PER_SECOND, seconds, times.claims, async (sku) => {
        this.nth += 1;
        const { status, promised } = await this.at.claim(`checkout-${this.name}-${this.nth}`, sku, 1);
        this.granted += promised;
        return status;
      }),
      this.steadily(
        QUESTIONS_PER_SECOND,
        seconds,
        times.questions,
        async (sku) => (await this.at.availability(sku)).status,
      ),
    ]);
    return times;
  }

  private async steadily(
    perSecond: number,
    seconds: number,
    millis: number[],
    ask: (sku: string) => Promise<number>,
  ): Promise<void> {
    const begun = performance.now();
    const asked: Promise<void>[] = [];
    for (let nth = 0; nth < perSecond * seconds; nth += 1) {
      const due = begun + (nth * 1000) / perSecond;
      await wait(Math.max(0, due - performance.now()));
      const sku = skuOf(numberedProduct(1 + this.random.below(PRODUCTS)));
      const from = performance.now(); // a timer that fires late is the asker's, not the service's
      asked.push(
        ask(sku).then((status) => {
          millis.push(performance.now() - from);
          if (status >= 300) this.refused.set(status, (this.refused.get(status) ?? 0) + 1);
        }),
      );
    }
    await Promise.all(asked);
  }
}

import { decimal } from '@penstock/domain';
import type { Checkout, PlacedOrder } from '@penstock/testing/shopify';
import type { TestSystem } from '../../system/test-system.js';

/** Customers order, and their cards are charged at Stripe. */
export class Trade {
  readonly placed: PlacedOrder[] = [];

  constructor(
    private readonly system: TestSystem,
    private readonly plan: readonly Checkout[],
  ) {}

  /** Places the next orders of the plan; what follows from them is not waited for. */
  async place(count: number): Promise<void> {
    const { shopify, stripe } = this.system;
    for (const checkout of this.plan.slice(this.placed.length, this.placed.length + count)) {
      const order = await shopify.checkOut(checkout);
      this.placed.push(order);
      if (order.chargeId === null) throw new Error(`order ${order.name} was not paid`);
      await stripe.charge({ id: order.chargeId, amount: Number(decimal(order.total).times('100').toFixed(0)) });
    }
  }

  get left(): number {
    return this.plan.length - this.placed.length;
  }
}

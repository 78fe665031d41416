import type { OrderCreated } from '@penstock/contracts';
import { canonicalId, instantOfMillis } from '@penstock/domain';
import type { DayChannel, OrderHead } from '../../odoo-day/plan/day.js';
import { ENTITY, orderCreated, systemOf } from '../../odoo-day/plan/order-events.js';

/** Prices without tax, in the currency of the books. */
export const CHANNEL: DayChannel = { name: 'day-net', currency: 'USD', taxesIncluded: false };

/** Of every line. */
export const CENTS = 1200;

export const orderIdOf = (reference: string): string => canonicalId('ord', ENTITY, systemOf(CHANNEL), reference);

/** An order of one piece of each of these goods, with a tax. Its customer has an id and an e-mail address made of `customer`. */
export function orderOf(reference: string, skus: readonly string[], customer: string): OrderCreated {
  const head: OrderHead = {
    orderId: orderIdOf(reference),
    channelOrderId: reference,
    orderNumber: reference,
    channel: CHANNEL,
    customer: {
      customerId: canonicalId('cus', ENTITY, systemOf(CHANNEL), customer),
      name: customer,
      email: `${customer}@example.com`,
    },
    placedAt: instantOfMillis(Math.floor(Date.now() / 1000) * 1000),
    shipping: 0,
  };
  const lines = skus.map((sku, line) => ({
    lineId: canonicalId('orl', ENTITY, systemOf(CHANNEL), `${reference}/${line}`),
    channelLineId: `${reference}/${line}`,
    ...{ sku, quantity: 1, price: CENTS, discount: 0 },
  }));
  return orderCreated(head, lines);
}

import { type OrderCreated, OrderUpdated, type PersonalData } from '@penstock/contracts';
import { incoming } from '@penstock/messaging/testing';
import { expect } from 'vitest';
import type { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder, aShipping } from '../order.fixture.js';
import { anUpdate } from './an-update.fixture.js';

export const tee = (quantity = '2', price = '24.90') => aLine({ id: '1', sku: 'TEE-BLACK-M', quantity, price });
export const mug = (quantity = '1') => aLine({ id: '2', sku: 'MUG-ENAMEL', quantity, price: '14.50' });
export const shipping = [aShipping('4.90')];
export const asOrdered = anOrder({ lines: [tee('2')], shipping });

/** The customer of {@link asOrdered}, who moved. */
export function elsewhere({ personal }: OrderCreated = asOrdered): PersonalData | null {
  const address = personal?.shippingAddress;
  return personal && address
    ? { ...personal, shippingAddress: { ...address, line1: '2 Oak St', city: 'Salem' } }
    : null;
}

/** One order at its channel, in the adapter and in Odoo. */
export const anOrderIn = (adapter: AdapterUnderTest) => ({
  update: (...given: Parameters<typeof anUpdate>) => adapter.service.hears(incoming(OrderUpdated, anUpdate(...given))),

  async confirmed(): Promise<void> {
    await adapter.take(asOrdered);
    await adapter.finish();
    expect(await adapter.orderStates()).toEqual(['confirmed']);
  },

  order: () => adapter.inOdoo('sale.order')[0] ?? {},

  /** What is ordered, by the product's name. */
  lines: () =>
    Object.fromEntries(
      adapter
        .inOdoo('sale.order.line')
        .map((line) => [(line['product_id'] as [number, string])[1], line['product_uom_qty']]),
    ),

  nameOf: (sku: string) =>
    adapter.inOdoo('product.product', [['default_code', '=', sku]])[0]?.['display_name'] as string,

  /** What open deliveries are to bring, by the product's name. */
  demand: () =>
    adapter
      .inOdoo('stock.move', [['state', 'not in', ['done', 'cancel']]])
      .map((move) => [(move['product_id'] as [number, string])[1], move['product_uom_qty']]),

  exceptions: async () => (await adapter.said('ExceptionRaised')).map(({ kind, facts }) => ({ kind, facts })),
});

import type { PlacedOrder } from '@penstock/testing/shopify';
import { describe, expect, it } from 'vitest';
import type { Condition, OdooServer } from '../../system/odoo-server.js';
import { orderIdOf } from '../../system/order-id.js';
import type { SaleOrder } from '../../system/sale-orders.js';
import type { TestSystem } from '../../system/test-system.js';
import { orderEffects } from './order-effects.js';

const placed = (number: number): PlacedOrder => ({
  id: String(number),
  name: `#${number}`,
  order: '',
  transaction: null,
  chargeId: null,
  total: '24.90',
  currency: 'USD',
  lines: [{ sku: 'TEE-BLACK-M', quantity: 1 }],
});

const inOdoo = (number: number, given: Partial<SaleOrder> = {}): SaleOrder => ({
  id: number,
  name: `S${number}`,
  state: 'sale',
  client_order_ref: `#${number}`,
  amount_total: 24.9,
  partner_id: [7, 'Ada Park'],
  picking_ids: [],
  ...given,
});

/** An Odoo of these orders, each with its external id and one line of a T-shirt. */
function systemWith(orders: readonly SaleOrder[]): TestSystem {
  const find = async (model: string, domain: readonly Condition[]): Promise<object[]> => {
    if (model === 'sale.order') return [...orders];
    if (model === 'ir.model.data') return orders.map(({ id }) => ({ name: orderIdOf({ id: String(id) }) }));
    return JSON.stringify(domain).includes('TEE-BLACK-M') ? orders.map(() => ({ product_uom_qty: 1 })) : [];
  };
  const odoo = { find, requests: async () => [] } as unknown as OdooServer;
  return { odoo } as TestSystem;
}

const missed = async (orders: readonly SaleOrder[]): Promise<string[]> =>
  (await orderEffects(systemWith(orders), [placed(1), placed(2)])).filter(({ pass }) => !pass).map(({ name }) => name);

describe('the effects of orders', () => {
  it('are as they must be when Odoo has each once', async () => {
    expect(await missed([inOdoo(1), inOdoo(2)])).toEqual([]);
  });

  it('show an order that Odoo does not have', async () => {
    expect(await missed([inOdoo(1)])).toEqual(expect.arrayContaining(['orders lost', 'lines of TEE-BLACK-M in Odoo']));
  });

  it('show an order that Odoo has twice', async () => {
    const names = await missed([inOdoo(1), inOdoo(2), inOdoo(3, { client_order_ref: '#2' })]);
    expect(names).toEqual(expect.arrayContaining(['orders doubled in Odoo', 'pieces of TEE-BLACK-M in Odoo']));
    expect(names).not.toContain('orders lost');
  });

  it('show an order that is not confirmed, or has another total', async () => {
    expect(await missed([inOdoo(1, { state: 'draft' }), inOdoo(2)])).toEqual(['sale orders not confirmed']);
    expect(await missed([inOdoo(1, { amount_total: 24.91 }), inOdoo(2)])).toEqual(['sale orders with another total']);
  });
});

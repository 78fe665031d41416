import { ExceptionRaised } from '@penstock/contracts';
import type { Witness } from '@penstock/local';
import type { PlacedOrder } from '@penstock/testing/shopify';
import { beforeAll, describe, expect, it } from 'vitest';
import { reservationsOf } from '../system/inventory.js';
import { orderIdOf } from '../system/order-id.js';
import { saleOrdersOf } from '../system/sale-orders.js';
import type { TestSystem } from '../system/test-system.js';
import { eventually } from './eventually.js';

const UNKNOWN = 'SCARF-WOOL';
const KNOWN = 'MUG-ENAMEL';

/** A shop sells what Odoo does not have yet. */
export const unknownSku = (system: () => TestSystem, witness: () => Witness): void => {
  describe('an order with an unknown SKU', () => {
    let placed: PlacedOrder;

    beforeAll(async () => {
      const unknown = { sku: UNKNOWN, quantity: 2, price: '39.00' };
      placed = await system().shopify.checkOut({ lines: [{ sku: KNOWN, quantity: 1 }, unknown] });
    });

    it('raises an exception that names the SKU', async () => {
      const orderId = orderIdOf(placed);
      const [{ event }] = await witness().heard(ExceptionRaised, ({ subject }) => subject === orderId);
      expect(event).toMatchObject({ kind: 'UNKNOWN_SKU', facts: { sku: UNKNOWN } });
    });

    it('is held, with its known line reserved, while other orders go on', async () => {
      const { shopify, odoo, sql } = system();
      const other = await shopify.checkOut({ lines: [{ sku: KNOWN, quantity: 1 }] });
      await eventually(async () => expect(await saleOrdersOf(odoo, other.name)).toHaveLength(1));
      expect(await reservationsOf(sql, orderIdOf(placed))).toEqual([
        { sku: KNOWN, state: 'reserved', reserved: 1 },
        { sku: UNKNOWN, state: 'held', reserved: 0 },
      ]);
      expect(await saleOrdersOf(odoo, placed.name)).toEqual([]);
    });

    it('arrives in Odoo as soon as somebody has made the product there', async () => {
      const { odoo, sql } = system();
      const product = { name: 'Wool scarf', default_code: UNKNOWN, type: 'consu', is_storable: true, list_price: 39 };
      await odoo.person({ model: 'product.product', method: 'create', args: [product] });
      await eventually(async () => expect(await saleOrdersOf(odoo, placed.name)).toMatchObject([{ state: 'sale' }]));
      await eventually(async () => {
        const lines = await reservationsOf(sql, orderIdOf(placed));
        expect(lines.find(({ sku }) => sku === UNKNOWN)?.state).not.toBe('held');
      });
    });
  });
};

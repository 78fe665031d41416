import { afterEach, describe, expect, it } from 'vitest';
import { stockOf } from '../system/inventory.js';
import { orderIdOf } from '../system/order-id.js';
import { externalIds, saleOrdersOf } from '../system/sale-orders.js';
import type { TestSystem } from '../system/test-system.js';
import { demoSkus, shown } from './channels.js';
import { eventually } from './eventually.js';

const TEE = 'TEE-BLACK-M';

/** A far side does what it is asked, and nobody hears it say so: asking again must not do it again. */
export const lostAnswers = (system: () => TestSystem): void => {
  describe('when the answer is lost after the far side has done its part', () => {
    afterEach(async () => {
      await system().odoo.fault({ mode: 'none' });
      for (const shop of [system().shopify, system().woo]) await shop.fault({ mode: 'none' });
    });

    it.each([
      ['the partner', 'res.partner', 'load'],
      ['the order', 'sale.order', 'load'],
      ['the confirmation', 'sale.order', 'action_confirm'],
    ])('Odoo has order and customer once, though it was %s that went unanswered', async (_, model, method) => {
      const { odoo, shopify } = system();
      const unanswered = async () =>
        (await odoo.requests(model, method)).filter(({ fault }) => fault !== undefined).length;
      const before = await unanswered();
      await odoo.fault({ mode: 'commit-then-hang', model, method, times: 1, ms: 0 });
      // Somebody whom Odoo does not know yet: of a known customer nothing would be written.
      const email = `${model}.${method}@example.com`;
      const customer = { email, firstName: 'Lee', lastName: 'Moss' };
      const placed = await shopify.checkOut({ lines: [{ sku: TEE, quantity: 1 }], customer });
      const order = await eventually(async () => {
        const orders = await saleOrdersOf(odoo, placed.name);
        expect(orders).toMatchObject([{ state: 'sale', picking_ids: [expect.any(Number)] }]);
        return orders[0]!;
      });
      expect(await unanswered()).toBe(before + 1);
      expect(await externalIds(odoo, 'sale.order', order.id)).toEqual([orderIdOf(placed)]);
      expect(await odoo.find<{ id: number }>('res.partner', [['email', '=', email]], ['id'])).toEqual([
        { id: order.partner_id[0] },
      ]);
    });

    it('both channels offer what there is, though each answered nothing to the first push', async () => {
      const { shopify, woo, sql } = system();
      for (const shop of [shopify, woo]) await shop.fault({ mode: 'commit-then-hang', times: 1, ms: 0 });
      await shopify.checkOut({ lines: [{ sku: TEE, quantity: 3 }] });
      await eventually(async () => {
        for (const requests of [await shopify.requests(), await woo.requests()]) {
          expect(requests.filter(({ status }) => status === null).length).toBeGreaterThan(0);
        }
        for (const sku of demoSkus) {
          const { available } = await stockOf(sql, sku);
          expect(await shown(shopify, woo, sku)).toEqual({ shopify: available, woo: available });
        }
      });
    });

    it('a burst of counts in Odoo ends with both channels at the last one', async () => {
      const { odoo, shopify, woo, sql } = system();
      for (const pieces of [91, 92, 93, 94, 95, 96, 97]) await odoo.count(TEE, pieces);
      await eventually(async () => {
        const { onHand, available } = await stockOf(sql, TEE);
        expect(onHand).toBe(97);
        expect(await shown(shopify, woo, TEE)).toEqual({ shopify: available, woo: available });
      });
    });
  });
};

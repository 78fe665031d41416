import { decimal } from '@penstock/domain';
import type { PlacedOrder } from '@penstock/testing/shopify';
import { beforeAll, describe, expect, it } from 'vitest';
import { reservationsOf, stockOf } from '../system/inventory.js';
import { orderIdOf } from '../system/order-id.js';
import { askedOrders, externalIds, linesOf, saleOrdersOf } from '../system/sale-orders.js';
import type { TestSystem } from '../system/test-system.js';
import { shopifyPushes, shown, wooPushes } from './channels.js';
import { eventually } from './eventually.js';
import { orderTrace } from './order-trace.scenario.js';

const TEE = 'TEE-BLACK-M';
const MUG = 'MUG-ENAMEL';
const TOTE = 'TOTE-CANVAS';

const LINES = [
  { sku: TEE, quantity: 2 },
  { sku: MUG, quantity: 1 },
];

/** One real order and one real stock change, from the webhook to the payout, seen from outside. */
export const oneOrder = (system: () => TestSystem): void => {
  describe('one order', () => {
    let placed: PlacedOrder;
    let before: Record<'tee' | 'mug', number>;

    beforeAll(async () => {
      const { sql, shopify } = system();
      before = { tee: (await stockOf(sql, TEE)).available, mug: (await stockOf(sql, MUG)).available };
      placed = await shopify.checkOut({ lines: LINES });
    });

    it('becomes one confirmed sale order in Odoo, with its partner, its lines and its exact total', async () => {
      const { odoo } = system();
      const order = await eventually(async () => {
        const orders = await saleOrdersOf(odoo, placed.name);
        expect(orders).toMatchObject([{ state: 'sale', amount_total: Number(placed.total) }]);
        return orders[0]!;
      });
      expect(order.partner_id[1]).toContain('Ada Park');
      const pieces = async (sku: string) =>
        (await linesOf(odoo, sku)).filter(({ order_id: of }) => of[0] === order.id).map((line) => line.product_uom_qty);
      expect([await pieces(TEE), await pieces(MUG)]).toEqual([[2], [1]]);
    });

    it('was written to Odoo once, under its external id', async () => {
      const { odoo } = system();
      const name = orderIdOf(placed);
      const [order] = await saleOrdersOf(odoo, placed.name);
      expect(await externalIds(odoo, 'sale.order', order?.id)).toEqual([name]);
      expect((await askedOrders(odoo)).filter((asked) => asked === name)).toEqual([name]);
    });

    it('reserves its stock', async () => {
      await eventually(async () => {
        expect(await reservationsOf(system().sql, orderIdOf(placed))).toEqual([
          { sku: MUG, state: 'reserved', reserved: 1 },
          { sku: TEE, state: 'reserved', reserved: 2 },
        ]);
      });
    });

    it('has both channels offer what is left', async () => {
      const { shopify, woo } = system();
      await eventually(async () => {
        expect(await shown(shopify, woo, TEE)).toEqual({ shopify: before.tee - 2, woo: before.tee - 2 });
        expect(await shown(shopify, woo, MUG)).toEqual({ shopify: before.mug - 1, woo: before.mug - 1 });
        expect(await shopifyPushes(shopify, '82000000001')).toContain(before.tee - 2);
        expect(await wooPushes(woo, '511')).toContain(before.tee - 2);
      });
    });

    it('is paid, and the payout is proven and settles the payment', async () => {
      const { sql, stripe } = system();
      const orderId = orderIdOf(placed);
      await eventually(async () => {
        expect(await sql('SELECT * FROM settlement_reconciler.payment WHERE order_id = $1', [orderId])).toMatchObject([
          { reference: placed.chargeId, currency: 'USD' },
        ]);
      });
      const cents = Number(decimal(placed.total).times('100').toFixed(0));
      await stripe.charge({ id: placed.chargeId!, amount: cents });
      await stripe.payOut();
      await eventually(async () => {
        const lines = await sql<{ state: string; payout: string; gross: string }>(
          `SELECT l.state, p.state AS payout, l.gross FROM settlement_reconciler.settlement_line l
           JOIN settlement_reconciler.payout p USING (payout_id) WHERE l.charge_reference = $1`,
          [placed.chargeId],
        );
        expect(lines).toMatchObject([{ state: 'matched', payout: 'proven' }]);
        expect(Number(lines[0]?.gross)).toBe(Number(placed.total));
      });
    });

    it('leaves the warehouse: Odoo’s delivery consumes reservation and on-hand together', async () => {
      const { odoo, sql, shopify, woo } = system();
      const [order] = await saleOrdersOf(odoo, placed.name);
      const onHand = (await stockOf(sql, TEE)).onHand;
      await odoo.call('stock.picking', 'button_validate', [order!.picking_ids]);
      await eventually(async () => {
        expect(await reservationsOf(sql, orderIdOf(placed))).toEqual([
          { sku: MUG, state: 'consumed', reserved: 0 },
          { sku: TEE, state: 'consumed', reserved: 0 },
        ]);
        expect((await stockOf(sql, TEE)).onHand).toBe(onHand - 2);
      });
      const moved = await sql<{ balance: string; kinds: string[]; left: number }>(
        `SELECT m.balance, array_agg(DISTINCT m.kind ORDER BY m.kind) AS kinds, sum(m.quantity)::float AS left
         FROM inventory_propagator.stock_movement m JOIN inventory_propagator.reservation r ON r.line_id = m.order_line_id
         WHERE r.order_id = $1 GROUP BY m.balance ORDER BY m.balance`,
        [orderIdOf(placed)],
      );
      expect(moved).toEqual([
        { balance: 'on_hand', kinds: ['shipped'], left: -3 },
        { balance: 'reserved', kinds: ['reserved', 'shipped'], left: 0 },
      ]);
      expect(await shown(shopify, woo, TEE)).toEqual({ shopify: before.tee - 2, woo: before.tee - 2 });
    });

    it('is followed by a count in Odoo, which comes back and is told to both channels', async () => {
      const { odoo, shopify, woo } = system();
      await odoo.count(TOTE, 73);
      await eventually(async () => expect(await shown(shopify, woo, TOTE)).toEqual({ shopify: 73, woo: 73 }));
      expect(await shopifyPushes(shopify, '82000000003')).toContain(73);
      expect(await wooPushes(woo, '503')).toContain(73);
    });

    orderTrace(system, () => placed);
  });
};

import { canonicalId, decimal } from '@penstock/domain';
import type { PlacedOrder } from '@penstock/testing/shopify';
import { beforeAll, describe, expect, it } from 'vitest';
import { reservationsOf, stockOf } from '../system/inventory.js';
import { saleOrdersOf } from '../system/sale-orders.js';
import type { TestSystem } from '../system/test-system.js';
import { eventually } from './eventually.js';
import { shopifyPushes, shown, wooPushes } from './channels.js';

const TEE = 'TEE-BLACK-M';
const MUG = 'MUG-ENAMEL';
const TOTE = 'TOTE-CANVAS';

/** Spans of the order's trace, by service. */
const PASSED_THROUGH = [
  'order-ingest: server POST /webhooks/shopify/:channel',
  'inventory-propagator: consumer inventory-propagator.order-created',
  'inventory-propagator: client POST shopify:demo-shop',
  'inventory-propagator: client POST woocommerce:demo-woo',
  'odoo-adapter: consumer odoo-adapter.order-created',
  'odoo-adapter: client POST odoo.main',
];

export const orderIdOf = ({ id }: Pick<PlacedOrder, 'id'>): string =>
  canonicalId('ord', 'main', 'shopify:demo-shop', id);

/** One real order and one real stock change, from the webhook to the payout, seen from outside. */
export const oneOrder = (system: () => TestSystem): void => {
  describe('one order', () => {
    let placed: PlacedOrder;
    let before: Record<'tee' | 'mug', number>;

    beforeAll(async () => {
      const { sql, shopify } = system();
      before = { tee: (await stockOf(sql, TEE)).available, mug: (await stockOf(sql, MUG)).available };
      placed = await shopify.checkOut({ lines: [{ sku: TEE, quantity: 2 }, { sku: MUG, quantity: 1 }] }); // prettier-ignore
    });

    it('becomes one confirmed sale order in Odoo, with its partner, its lines and its exact total', async () => {
      const { odoo } = system();
      const order = await eventually(async () => {
        const orders = await saleOrdersOf(odoo, placed.name);
        expect(orders).toMatchObject([{ state: 'sale', amount_total: Number(placed.total) }]);
        return orders[0]!;
      });
      const fields = ['product_id', 'product_uom_qty'];
      const lines = await odoo.call<{ product_id: [number, string]; product_uom_qty: number }[]>(
        'sale.order.line',
        'search_read',
        [[['order_id', '=', order.id]]],
        { fields },
      );
      const pieces = (sku: string) => lines.find(({ product_id: [, name] }) => name.includes(sku))?.product_uom_qty;
      expect([pieces(TEE), pieces(MUG)]).toEqual([2, 1]);
      const [{ partner_id: partner } = { partner_id: [0, ''] }] = await odoo.call<{ partner_id: [number, string] }[]>(
        'sale.order',
        'read',
        [[order.id], ['partner_id']],
      );
      expect(partner[1]).toContain('Ada Park');
    });

    it('was written to Odoo once, under its external id', async () => {
      const { odoo } = system();
      const name = orderIdOf(placed);
      const found = await odoo.call('ir.model.data', 'search_count', [[['module', '=', 'penstock'], ['name', '=', name]]]); // prettier-ignore
      expect(found).toBe(1);
      const loads = (await odoo.requests('sale.order', 'load')).filter((call) =>
        JSON.stringify(call.args).includes(name),
      );
      expect(loads.filter(({ committed }) => committed)).toHaveLength(1);
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
      const kinds = await sql<{ kind: string }>(
        `SELECT m.kind FROM inventory_propagator.stock_movement m JOIN inventory_propagator.reservation r ON r.line_id = m.order_line_id
         WHERE r.order_id = $1`,
        [orderIdOf(placed)],
      );
      expect(kinds.map(({ kind }) => kind)).toEqual(['shipped', 'shipped']);
      expect(await shown(shopify, woo, TEE)).toEqual({ shopify: before.tee - 2, woo: before.tee - 2 });
    });

    it('is followed by a count in Odoo, which comes back and is told to both channels', async () => {
      const { odoo, shopify, woo } = system();
      await odoo.count(TOTE, 73);
      await eventually(async () => expect(await shown(shopify, woo, TOTE)).toEqual({ shopify: 73, woo: 73 }));
      expect(await shopifyPushes(shopify, '82000000003')).toContain(73);
      expect(await wooPushes(woo, '503')).toContain(73);
    });

    it('can be followed in one trace, from the webhook through every service to Odoo and the channels', async () => {
      await eventually(async () => {
        const [trace] = await system().traces.having({
          'penstock.order.number': placed.name,
          'penstock.webhook.topic': 'orders/create',
        });
        const spans = trace?.spans ?? [];
        const all = spans.map(({ service, kind, name }) => `${service}: ${kind} ${name}`);
        expect(all).toEqual(expect.arrayContaining(PASSED_THROUGH));
        expect(spans.filter(({ parentSpanId }) => parentSpanId === null).map(({ kind }) => kind)).toEqual(['server']);
        const known = new Set(spans.map(({ spanId }) => spanId));
        expect(spans.filter(({ parentSpanId }) => parentSpanId !== null && !known.has(parentSpanId))).toEqual([]);
      });
    });

    it('has its payment in the trace of the payment’s own webhook', async () => {
      await eventually(async () => {
        const traces = await system().traces.having({
          'penstock.order.id': orderIdOf(placed),
          service: 'settlement-reconciler',
        });
        expect(traces).toHaveLength(1);
        expect(traces[0]?.spans.filter(({ kind }) => kind === 'server')).toMatchObject([{ service: 'order-ingest' }]);
      });
    });
  });
};

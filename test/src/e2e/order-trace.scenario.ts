import type { PlacedOrder } from '@penstock/testing/shopify';
import { describe, expect, it } from 'vitest';
import { orderIdOf } from '../system/order-id.js';
import { penstock } from '../system/penstock.js';
import { saleOrdersOf } from '../system/sale-orders.js';
import type { TestSystem } from '../system/test-system.js';
import { eventually } from './eventually.js';

/** Spans of an order's trace, by service. */
const PASSED_THROUGH = [
  'order-ingest: server POST /webhooks/shopify/:channel',
  'inventory-propagator: consumer inventory-propagator.order-created',
  'inventory-propagator: client POST shopify:demo-shop',
  'inventory-propagator: client POST woocommerce:demo-woo',
  'odoo-adapter: consumer odoo-adapter.order-created',
  'odoo-adapter: client POST odoo.main',
];

interface Told {
  readonly stories: readonly {
    readonly orderId: string;
    readonly odooName: string;
    readonly traceId: string;
    readonly deliveries: readonly { readonly name: string; readonly state: string }[];
  }[];
}

/** The way of an order, followed from the spans that the services exported. A trace begins with each webhook: Shopify sends no context. */
export const orderTrace = (system: () => TestSystem, placed: () => PlacedOrder): void => {
  describe('can be followed', () => {
    it('in one trace, found by its number, from the webhook through every service to Odoo and the channels', async () => {
      await eventually(async () => {
        const [trace] = await system().traces.having({
          'penstock.order.number': placed().name,
          'penstock.webhook.topic': 'orders/create',
        });
        const spans = trace?.spans ?? [];
        const all = spans.map(({ service, kind, name }) => `${service}: ${kind} ${name}`);
        expect(all).toEqual(expect.arrayContaining(PASSED_THROUGH));
        // One root, the webhook; every other span hangs on one of this trace.
        expect(spans.filter(({ parentSpanId }) => parentSpanId === null).map(({ kind }) => kind)).toEqual(['server']);
        const known = new Set(spans.map(({ spanId }) => spanId));
        expect(spans.filter(({ parentSpanId }) => parentSpanId !== null && !known.has(parentSpanId))).toEqual([]);
      });
    });

    it('by `npx penstock trace`, from its number to its delivery, and from its delivery back', async () => {
      const { name } = placed();
      const [sale] = await saleOrdersOf(system().odoo, name);
      await eventually(async () => {
        const { status, out } = await penstock(system(), 'trace', name, '--json');
        expect(status).toBe(0);
        const [story] = (JSON.parse(out) as Told).stories;
        expect(story).toMatchObject({ orderId: orderIdOf(placed()), odooName: sale?.name });
        expect(story?.deliveries).toMatchObject([{ state: 'DONE' }]);
        const [webhook] = await system().traces.having({
          'penstock.order.number': name,
          'penstock.webhook.topic': 'orders/create',
        });
        expect(story?.traceId).toBe(webhook?.traceId);
        const back = await penstock(system(), 'trace', story?.deliveries[0]?.name ?? '');
        expect(back.out).toContain(`Order ${name}: confirmed`);
        expect(back.out).toContain('sale.order.action_confirm');
      });
    });

    it('to its payment in the trace of the payment’s own webhook', async () => {
      const orderId = orderIdOf(placed());
      await eventually(async () => {
        const traces = await system().traces.having({
          'penstock.order.id': orderId,
          name: 'settlement-reconciler.payment-captured',
        });
        expect(traces).toHaveLength(1);
        const servers = traces[0]?.spans.filter(({ kind }) => kind === 'server');
        expect(servers).toMatchObject([
          { service: 'order-ingest', attributes: { 'penstock.webhook.topic': 'order_transactions/create' } },
        ]);
      });
    });
  });
};

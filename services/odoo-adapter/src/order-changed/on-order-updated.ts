import { ExceptionRaised, OrderUpdated } from '@penstock/contracts';
import { defineHandler, done, Missing, skip } from '@penstock/messaging';
import { catalogSkus } from '../catalog/odoo-product.js';
import { productTrouble } from '../catalog/product-trouble.js';
import type { OdooSystem } from '../odoo-system.js';
import { checkOrder } from '../order-out/content-rules.js';
import { missingSkus, odooOrders } from '../order-out/odoo-order.js';
import { skuOf } from '../order-out/order-draft.js';
import { wantSaleOrderAgain } from '../order-out/want-sale-order.js';
import { changed } from './changed-order.js';
import { exchangedLines } from './changed-draft.js';
import { linesExchanged } from './exceptions.js';
import { wantChange } from './want-change.js';

/**
 * A channel changed an order. What is not in Odoo yet takes the new content in place; what is, or may be, is changed by a task behind its
 * creation. Of two updates the later one of the channel holds, whatever order they come in.
 */
export const onOrderUpdated = (odoo: OdooSystem) =>
  defineHandler({
    id: 'odoo-adapter.order-updated',
    on: OrderUpdated,
    emits: [ExceptionRaised],
    loads: {
      order: (event) => odooOrders.one({ orderId: event.orderId }),
      skus: (event) => skusOf(event).map((sku) => catalogSkus.one({ sku })),
      missed: (event) => missingSkus.children('orderId', event.orderId),
    },

    handle(event, { order, skus, missed }) {
      checkOrder(event);
      const { orderId, orderNumber } = event;
      if (event.meta.mode === 'backfill') return skip('history: its goods and money were dealt with long ago');
      if (order.state === 'unwanted' || order.state === 'cancelled' || order.state === 'cancelling')
        return skip('the order is cancelled');
      if (order.updatedAt !== null && event.updatedAt < order.updatedAt)
        return skip('a later update was taken already');
      if (order.state === 'refused' && order.odooId !== null)
        return skip('the order is cancelled, and a person is to cancel it in Odoo');
      if (order.state === 'absent' || order.draft === null)
        throw new Missing('ORDER_UNKNOWN', `order ${orderId} is changed and has not come yet`, { orderId });

      const after = changed(order, order.draft, event);
      const unclear = skus.filter(({ odooId }) => odooId === null);
      const events = unclear.flatMap((sku) => productTrouble(odoo, { orderId, orderNumber }, sku) ?? []);
      if (order.state === 'held' || order.state === 'refused') {
        const missing = new Set(unclear.map(({ sku }) => sku));
        const needs = [
          ...missed.filter(({ sku }) => !missing.has(sku)).map((row) => missingSkus.save({ ...row, needed: false })),
          ...[...missing].map((sku) => missingSkus.save({ orderId, sku, needed: true })),
        ];
        const state = missing.size > 0 ? ('held' as const) : ('ready' as const);
        const save = [odooOrders.save({ ...after, state, shipTo: null, shippingChanged: false }), ...needs];
        return done({ save, tasks: state === 'held' ? [] : [wantSaleOrderAgain(orderId, event.meta.eventId)], events });
      }
      const exchanged = exchangedLines(order.draft, after.draft);
      if (exchanged.length > 0) return done({ events: [linesExchanged(odoo, event, exchanged)] });
      return done({ save: [odooOrders.save(after)], tasks: [wantChange(orderId, event.meta.eventId)], events });
    },
  });

const skusOf = ({ lines }: OrderUpdated): string[] => [...new Set(lines.flatMap((line) => skuOf(line) ?? []))].sort();

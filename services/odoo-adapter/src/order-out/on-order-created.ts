import { ExceptionRaised, OrderCreated } from '@penstock/contracts';
import { type Cause, causeOf, defineHandler, done, skip } from '@penstock/messaging';
import { catalogSkus } from '../catalog/odoo-product.js';
import { productTrouble } from '../catalog/product-trouble.js';
import type { OdooSystem } from '../odoo-system.js';
import { addressHash } from '../order-changed/address-hash.js';
import { checkOrder } from './content-rules.js';
import { missingSkus, odooOrders } from './odoo-order.js';
import { draftOf, skusOf } from './order-draft.js';
import { wantSaleOrder } from './want-sale-order.js';

/** A channel took an order: it goes to Odoo at once, or waits until each of its SKUs means one product of Odoo. */
export const onOrderCreated = (odoo: OdooSystem) =>
  defineHandler({
    id: 'odoo-adapter.order-created',
    on: OrderCreated,
    emits: [ExceptionRaised],
    loads: {
      order: (event) => odooOrders.one({ orderId: event.orderId }),
      skus: (event) => skusOf(event).map((sku) => catalogSkus.one({ sku })),
    },

    handle(event, { order, skus }, { traceparent }) {
      checkOrder(event);
      if (event.test) return skip('a test order of the channel: no goods, no money');
      if (event.meta.mode === 'backfill') return skip('history: its goods and money were dealt with long ago');
      if (order.state === 'unwanted') return skip('it was cancelled before it came');
      if (order.state !== 'absent') return skip('the order is known');
      const { orderId, orderNumber, personal } = event;
      const cause: Cause = { ...causeOf({ meta: event.meta }), ...(traceparent !== null && { traceparent }) };
      const missing = skus.filter(({ odooId }) => odooId === null);
      const row = {
        ...order,
        state: missing.length > 0 ? ('held' as const) : ('ready' as const),
        orderNumber,
        draft: draftOf(event, cause),
        personal,
        subjectId: personal?.subjectId ?? null,
        addressHash: addressHash(personal),
      };
      return done({
        save: [odooOrders.save(row), ...missing.map(({ sku }) => missingSkus.save({ orderId, sku, needed: true }))],
        tasks: missing.length > 0 ? [] : [wantSaleOrder(orderId)],
        events: missing.flatMap((sku) => productTrouble(odoo, { orderId, orderNumber }, sku) ?? []),
      });
    },
  });

import { ExceptionRaised, OrderCancelled } from '@penstock/contracts';
import { defineHandler, done, skip } from '@penstock/messaging';
import type { OdooSystem } from '../odoo-system.js';
import { cancellationConflict } from '../order-out/exceptions.js';
import { type OdooOrder, odooOrders } from '../order-out/odoo-order.js';
import { checkCancellation } from './content-rules.js';
import { coversWholeOrder } from './covers-whole-order.js';
import { wantCancellation } from './want-cancellation.js';

/** An order will not be fulfilled: what is not in Odoo yet never gets there, what may be is cancelled. */
export const onOrderCancelled = (odoo: OdooSystem) =>
  defineHandler({
    id: 'odoo-adapter.order-cancelled',
    on: OrderCancelled,
    emits: [ExceptionRaised],
    loads: { order: (event) => odooOrders.one({ orderId: event.orderId }) },

    handle(event, { order }) {
      checkCancellation(event);
      const { orderId } = event;
      if (order.state === 'unwanted' || order.state === 'cancelled' || order.state === 'cancelling') {
        return skip('the order is cancelled already');
      }
      if (!coversWholeOrder(event, order.draft)) {
        // Reducing lines is not done by itself yet; a person must know before the warehouse ships.
        const why = 'only some of its lines are cancelled';
        return done({ events: [cancellationConflict(odoo, orderId, order.orderNumber, why, { state: order.state })] });
      }
      if (order.state === 'absent' || order.state === 'held') return done({ save: [odooOrders.save(unwanted(order))] });
      // From `ready` on a call may be under way: only its end tells what there is to cancel.
      return done({
        save: [odooOrders.save({ ...order, state: 'cancelling' })],
        tasks: [wantCancellation(orderId, event.meta.eventId)],
      });
    },
  });

const unwanted = (order: OdooOrder): OdooOrder => ({ ...order, state: 'unwanted', personal: null });

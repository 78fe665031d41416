import { ExceptionRaised, OrderCancelled } from '@penstock/contracts';
import { defineHandler, done, skip } from '@penstock/messaging';
import type { OdooSystem } from '../odoo-system.js';
import { withCancelled } from '../order-changed/cancelled-units.js';
import { wantChange } from '../order-changed/want-change.js';
import { cancellationConflict } from '../order-out/exceptions.js';
import { type OdooOrder, odooOrders } from '../order-out/odoo-order.js';
import { checkCancellation } from './content-rules.js';
import { coversWholeOrder, linesUnknown } from './covers-whole-order.js';
import { wantCancellation } from './want-cancellation.js';

/** An order will not be fulfilled, or parts of it: what is not in Odoo yet never gets there, what may be is cancelled, or cut down. */
export const onOrderCancelled = (odoo: OdooSystem) =>
  defineHandler({
    id: 'odoo-adapter.order-cancelled',
    on: OrderCancelled,
    emits: [ExceptionRaised],
    loads: { order: (event) => odooOrders.one({ orderId: event.orderId }) },

    handle(event, { order }) {
      checkCancellation(event);
      if (order.state === 'unwanted' || order.state === 'cancelled' || order.state === 'cancelling') {
        return skip('the order is cancelled already');
      }
      if (!coversWholeOrder(event, order.draft, order.cancelledUnits)) return cutDown(odoo, event, order);
      if (order.state === 'absent' || order.state === 'held') return done({ save: [odooOrders.save(unwanted(order))] });
      // From `ready` on a call may be under way: only its end tells what there is to cancel.
      return done({
        save: [odooOrders.save({ ...order, state: 'cancelling' })],
        tasks: [wantCancellation(order, event.meta.eventId)],
      });
    },
  });

const unwanted = (order: OdooOrder): OdooOrder => ({ ...order, state: 'unwanted', personal: null });

/** Single lines are cancelled by reducing what is ordered of them, as any other change of the order. */
function cutDown(odoo: OdooSystem, event: OrderCancelled, order: OdooOrder) {
  const { orderId, orderNumber, state, draft } = order;
  const conflict = (why: string, facts: Readonly<Record<string, string>>) =>
    done({ events: [cancellationConflict(odoo, orderId, orderNumber, why, { state, ...facts })] });
  if (draft === null) return conflict('only some of its lines are cancelled, and the order has not come yet', {});
  const unknown = linesUnknown(event, draft);
  if (unknown.length > 0) return conflict('it names lines that the order does not have', { lines: unknown.join(' ') });
  // An order that is not in Odoo is created as it was stated, since only its total is known, and cut down then.
  const isThere = state === 'ready' || state === 'created' || state === 'confirmed';
  return done({
    save: [odooOrders.save({ ...order, cancelledUnits: withCancelled(order.cancelledUnits, event) })],
    tasks: isThere ? [wantChange(orderId, event.meta.eventId)] : [],
  });
}

import { type OdooClient, records } from '@penstock/connector-odoo';
import { zero } from '@penstock/domain';
import { defineTask, Permanent, type Task } from '@penstock/messaging';
import { asFailure } from '../as-failure.js';
import type { OdooSystem } from '../odoo-system.js';
import { cancellationConflict, orderRefused } from '../order-out/exceptions.js';
import { findExternalIds } from '../order-out/external-ids.js';
import { odooOrders } from '../order-out/odoo-order.js';
import { CANCEL_SALE_ORDER, type CancelSaleOrder } from './want-cancellation.js';

type Cancelled = 'cancelled' | 'nothing there' | 'goods left';

/** Cancels an order in Odoo, unless goods have left: Odoo would allow that too, and nobody would ask for them back. */
export const cancelSaleOrder = (given: {
  readonly odoo: OdooClient;
  readonly system: OdooSystem;
  readonly concurrency: number;
}): Task<CancelSaleOrder, Cancelled> =>
  defineTask({
    name: CANCEL_SALE_ORDER,
    concurrency: given.concurrency,

    async perform({ orderId }) {
      try {
        return await cancel(given.odoo, orderId);
      } catch (error) {
        throw asFailure(error);
      }
    },

    async settle(unit, { orderId }, outcome) {
      const order = await unit.lock(odooOrders.one({ orderId }));
      if (outcome !== 'goods left') {
        unit.save(odooOrders.save({ ...order, state: 'cancelled', personal: null }));
        return;
      }
      unit.save(odooOrders.save({ ...order, state: order.odooId === null ? 'refused' : 'confirmed' }));
      unit.emit(cancellationConflict(given.system, orderId, order.orderNumber, 'goods have left already', {}));
    },

    async failed(unit, { orderId }, error) {
      const order = await unit.lock(odooOrders.one({ orderId }));
      unit.save(odooOrders.save({ ...order, state: 'refused' }));
      unit.emit(orderRefused(given.system, orderId, order.orderNumber, 'cancel', error));
    },
  });

/** Found by its external id, not by what we remember: the answer to its creation may never have been heard. */
async function cancel(odoo: OdooClient, orderId: string): Promise<Cancelled> {
  const found = (await findExternalIds(odoo, [orderId])).get(orderId);
  if (!found) return 'nothing there';
  if ((await stateOf(odoo, found.id)) === 'cancel') return 'cancelled';
  const lines = await odoo.searchRead('sale.order.line', [['order_id', '=', found.id]], records.saleOrderLineDelivery);
  if (lines.some((line) => line.qty_delivered.gt(zero))) return 'goods left';
  // Without it version 18 answers a wizard to be filled in, and cancels nothing.
  const context = { disable_cancel_warning: true };
  await odoo.call('sale.order', 'action_cancel', { ids: [found.id] }, { context });
  const state = await stateOf(odoo, found.id);
  if (state === 'cancel') return 'cancelled';
  throw new Permanent('ODOO_NOT_CANCELLED', `the order is still ${state} after it was cancelled`, { state });
}

async function stateOf(odoo: OdooClient, saleOrderId: number): Promise<string> {
  const [order] = await odoo.searchRead('sale.order', [['id', '=', saleOrderId]], records.saleOrder);
  return order?.state ?? 'cancel'; // deleted: there is nothing left to cancel
}

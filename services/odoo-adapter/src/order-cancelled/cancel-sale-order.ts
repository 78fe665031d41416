import { type OdooClient, OdooValidation, records, type SaleOrderRecord } from '@penstock/connector-odoo';
import { zero } from '@penstock/domain';
import { defineTask, Permanent, type Task } from '@penstock/messaging';
import { asFailure } from '../as-failure.js';
import type { OdooSystem } from '../odoo-system.js';
import { mayBeAtIt, type OpenCalls } from '../open-calls/open-calls.js';
import { isConfirmedOnAnotherDay, putDatesBack } from '../order-out/confirm-orders.js';
import { orderRefused } from '../order-out/exceptions.js';
import { findExternalIds } from '../order-out/external-ids.js';
import { odooOrders } from '../order-out/odoo-order.js';
import { creationOf } from '../order-out/write-orders.js';
import { orderStays, type Stays } from './exceptions.js';
import { CANCEL_SALE_ORDER, type CancelSaleOrder } from './want-cancellation.js';

type Cancelled = 'cancelled' | 'nothing there' | Stays;

/** Cancels an order in Odoo, unless goods have left: Odoo would allow that too, and nobody would ask for them back. */
export const cancelSaleOrder = (given: {
  readonly odoo: OdooClient;
  readonly calls: OpenCalls;
  readonly system: OdooSystem;
  readonly concurrency: number;
}): Task<CancelSaleOrder, Cancelled> =>
  defineTask({
    name: CANCEL_SALE_ORDER,
    concurrency: given.concurrency,

    async perform(asked) {
      try {
        return await cancel(given.odoo, given.calls, asked);
      } catch (error) {
        throw asFailure(error);
      }
    },

    async settle(unit, { orderId }, outcome) {
      const order = await unit.lock(odooOrders.one({ orderId }));
      if (outcome === 'cancelled' || outcome === 'nothing there') {
        unit.save(odooOrders.save({ ...order, state: 'cancelled', personal: null, shipTo: null }));
        return;
      }
      unit.save(odooOrders.save({ ...order, state: order.odooId === null ? 'refused' : 'confirmed' }));
      unit.emit(orderStays(given.system, order, outcome));
    },

    async failed(unit, { orderId }, error) {
      const order = await unit.lock(odooOrders.one({ orderId }));
      unit.save(odooOrders.save({ ...order, state: 'refused' }));
      unit.emit(orderRefused(given.system, orderId, order.orderNumber, 'cancel', error));
    },
  });

/**
 * Found by its external id, not by what we remember: the answer to its creation may never have been heard.
 * @throws {Transient} ODOO_MAY_BE_AT_IT while a call that makes, confirms or changes the order may still be at work: it would come after
 */
async function cancel(odoo: OdooClient, calls: OpenCalls, { orderId, placedAt }: CancelSaleOrder): Promise<Cancelled> {
  const doings = ['confirm', 'change', 'cancel'].map((doing) => `${doing} ${orderId}`);
  const underWay = await calls.underWay([creationOf(orderId), ...doings]);
  for (const key of doings) if (underWay.has(key)) throw mayBeAtIt(key);
  const found = (await findExternalIds(odoo, [orderId])).get(orderId);
  const order = found && (await read(odoo, found.id));
  if (!order && underWay.has(creationOf(orderId))) throw mayBeAtIt(creationOf(orderId));
  if (!order) return 'nothing there'; // never made, or deleted
  if (order.state === 'cancel') return 'cancelled';
  if (order.locked) return 'locked';
  const lines = await odoo.searchRead('sale.order.line', [['order_id', '=', order.id]], records.saleOrderLineDelivery);
  if (lines.some((line) => line.qty_delivered.gt(zero))) return 'goods left';
  if (placedAt && isConfirmedOnAnotherDay(order, { placedAt })) await putDatesBack(odoo, [{ orderId, placedAt }]);
  const refusal = await calls.make(`cancel ${orderId}`, () => press(odoo, order.id));
  const after = await read(odoo, order.id);
  if (!after || after.state === 'cancel') return 'cancelled'; // by us, or by somebody else meanwhile
  if (after.locked) return 'locked';
  if (refusal) throw refusal;
  const { state } = after;
  throw new Permanent('ODOO_NOT_CANCELLED', `the order is still ${state} after it was cancelled`, { state });
}

/** @returns Odoo's refusal: what has become of the order meanwhile tells what it means */
async function press(odoo: OdooClient, saleOrderId: number): Promise<OdooValidation | null> {
  // Without it version 18 answers a wizard to be filled in, and cancels nothing.
  const options = { context: { disable_cancel_warning: true }, refuseWizard: true };
  try {
    await odoo.call('sale.order', 'action_cancel', { ids: [saleOrderId] }, options);
    return null;
  } catch (error) {
    if (error instanceof OdooValidation) return error;
    throw error;
  }
}

async function read(odoo: OdooClient, saleOrderId: number): Promise<SaleOrderRecord | undefined> {
  const [order] = await odoo.searchRead('sale.order', [['id', '=', saleOrderId]], records.saleOrder);
  return order;
}

import { Missing } from '@penstock/messaging';
import type { OdooOrder } from '../order-out/odoo-order.js';

/**
 * Goods can only be booked on an order that is in Odoo. One that is on its way there has a task that comes before ours; one that has none yet
 * must be waited for, since a task of ours would stand before its own.
 * @throws {Missing} ORDER_UNKNOWN, ORDER_HELD
 */
export function awaitOrder({ orderId, state }: OdooOrder): void {
  if (state === 'absent') throw new Missing('ORDER_UNKNOWN', `order ${orderId} is not known yet`, { orderId });
  if (state === 'held') throw new Missing('ORDER_HELD', `order ${orderId} is not in Odoo yet`, { orderId });
}

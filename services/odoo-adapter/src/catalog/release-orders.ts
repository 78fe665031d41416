import { isoOf } from '@penstock/domain';
import type { UnitOfWork } from '@penstock/messaging';
import { context, contextOf, logger } from '@penstock/observability';
import { odooOrders } from '../order-out/odoo-order.js';
import { wantSaleOrderAgain } from '../order-out/want-sale-order.js';

const log = logger('odoo-adapter.orders');

/**
 * Releases the held orders that lack no SKU any more. Runs in the transaction that learns of the SKUs and holds their rows: an order that
 * comes at the same moment either is held already and is found here, or sees the SKUs.
 */
export async function releaseOrders(unit: UnitOfWork, skus: readonly string[]): Promise<void> {
  if (skus.length === 0) return;
  const { transaction } = unit;
  const waiting = await transaction.query<{ orderId: string }>(
    `DELETE FROM odoo_order_missing_sku WHERE sku = ANY($1::text[]) RETURNING order_id AS "orderId"`,
    [skus],
  );
  const orderIds = [...new Set(waiting.map(({ orderId }) => orderId))];
  if (orderIds.length === 0) return;
  const still = await transaction.query<{ orderId: string }>(
    `SELECT DISTINCT order_id AS "orderId" FROM odoo_order_missing_sku WHERE order_id = ANY($1::text[]) AND needed`,
    [orderIds],
  );
  const stillWaiting = new Set(still.map(({ orderId }) => orderId));
  const complete = orderIds.filter((orderId) => !stillWaiting.has(orderId));
  await unit.load(complete.map((orderId) => odooOrders.one({ orderId })));
  for (const orderId of complete) {
    const order = unit.row(odooOrders.one({ orderId }));
    if (order.state !== 'held' || order.draft === null) continue; // cancelled meanwhile
    unit.save(odooOrders.save({ ...order, state: 'ready' }));
    // The order's trace goes on, not that of the look at Odoo which releases it.
    const { cause } = order.draft;
    context.with(contextOf(cause.traceparent), () => unit.once(wantSaleOrderAgain(orderId, isoOf(unit.now)), cause));
    log.info({ orderId, orderNumber: order.orderNumber }, 'all its SKUs are known: the order is released');
  }
}

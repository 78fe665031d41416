import type { OdooClient } from '@penstock/connector-odoo';
import { defineTask, type Task, type UnitOfWork } from '@penstock/messaging';
import { trace } from '@penstock/observability';
import { inTransaction, readRows } from '@penstock/persistence';
import { asFailure } from '../as-failure.js';
import { catalogSkus } from '../catalog/odoo-product.js';
import type { OdooSystem } from '../odoo-system.js';
import { amountMismatch, orderRefused } from './exceptions.js';
import { type OdooOrder, odooOrders } from './odoo-order.js';
import { type Placed, placeOrder } from './place-order.js';
import { saveLinks } from './save-links.js';
import { CREATE_SALE_ORDER, type CreateSaleOrder } from './want-sale-order.js';

type Database = Parameters<typeof inTransaction>[0];

/** Writes one order to Odoo and confirms it. Waits out any outage; a refusal goes to a person. */
export const createSaleOrder = (given: {
  readonly odoo: OdooClient;
  readonly database: Database;
  readonly system: OdooSystem;
  readonly concurrency: number;
}): Task<CreateSaleOrder, Placed | null> =>
  defineTask({
    name: CREATE_SALE_ORDER,
    concurrency: given.concurrency,

    async perform({ orderId }) {
      const { order, productIds } = await readOrder(given.database, orderId);
      // Cancelled while it waited. Whatever an earlier try may have made is taken back by the cancellation's own task.
      if (order?.state !== 'ready' || order.draft === null) return null;
      trace.getActiveSpan()?.setAttribute('penstock.order.number', order.draft.orderNumber);
      try {
        return await placeOrder(given.odoo, order.draft, order.personal, productIds);
      } catch (error) {
        throw asFailure(error);
      }
    },

    async settle(unit, { orderId }, placed) {
      const order = await unit.lock(odooOrders.one({ orderId }));
      const made = placed?.links.get(orderId);
      if (placed === null || made === undefined || order.draft === null) return;
      const own = { personal: null, odooId: BigInt(made.id), odooName: placed.name };
      unit.save(odooOrders.save({ ...order, ...own, state: stateAfter(order, placed) }));
      await saveLinks(unit, given.system, order.draft, placed);
      if (placed.mismatch) unit.emit(amountMismatch(given.system, order.draft, placed.name, placed.mismatch));
    },

    async failed(unit: UnitOfWork, { orderId }, error) {
      const order = await unit.lock(odooOrders.one({ orderId }));
      if (order.state === 'ready') unit.save(odooOrders.save({ ...order, state: 'refused' }));
      unit.emit(orderRefused(given.system, orderId, order.orderNumber, 'create', error));
    },
  });

function stateAfter(order: OdooOrder, placed: Placed): OdooOrder['state'] {
  if (order.state !== 'ready') return order.state; // its cancellation came meanwhile and has a task that follows this one
  if (placed.state === 'cancel') return 'cancelled';
  return placed.state === 'sale' ? 'confirmed' : 'created';
}

/** The order, and the products its SKUs mean now. */
function readOrder(database: Database, orderId: string) {
  return inTransaction(database, async (transaction) => {
    const order = (await readRows(transaction, odooOrders, [odooOrders.one({ orderId })])).get(orderId);
    const skus = new Set(order?.draft?.lines.flatMap(({ sku }) => sku ?? []));
    const rows = await readRows(
      transaction,
      catalogSkus,
      [...skus].map((sku) => catalogSkus.one({ sku })),
    );
    const productIds = new Map<string, number>();
    for (const { sku, odooId } of rows.values()) if (odooId !== null) productIds.set(sku, Number(odooId));
    return { order, productIds };
  });
}

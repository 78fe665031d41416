import type { OdooClient } from '@penstock/connector-odoo';
import { type BulkTask, defineBulkTask } from '@penstock/messaging';
import { inTransaction, readRows } from '@penstock/persistence';
import { asFailure } from '../as-failure.js';
import { type CatalogSku, catalogSkus } from '../catalog/odoo-product.js';
import type { Mappings } from '../mapping/mapping.js';
import type { OdooSystem } from '../odoo-system.js';
import type { OpenCalls } from '../open-calls/open-calls.js';
import { wantChange } from '../order-changed/want-change.js';
import { DatabaseTraits } from './database-traits.js';
import { amountMismatch, orderRefused } from './exceptions.js';
import { holdOrder } from './hold-order.js';
import { type Hold, isHold } from './hold.js';
import { type OdooOrder, odooOrders } from './odoo-order.js';
import { type Beside, type OrderToPlace, type Placed, placeOrders } from './place-orders.js';
import { linkRefs, saveLinks } from './save-links.js';
import { CREATE_SALE_ORDER, type CreateSaleOrder } from './want-sale-order.js';

type Database = Parameters<typeof inTransaction>[0];

/** What came of one order: by which version of the mapping; null where it was cancelled while it waited. */
type Outcome = { readonly version: string; readonly came: Placed | Hold } | null;

/** Writes orders to Odoo and confirms them, many in a call. Waits out any outage; a refusal, or something that is missing, goes to a person. */
export const createSaleOrders = (given: {
  readonly odoo: OdooClient;
  readonly database: Database;
  readonly calls: OpenCalls;
  readonly mappings: Mappings;
  readonly system: OdooSystem;
}): BulkTask<CreateSaleOrder, Outcome> => {
  const beside = { calls: given.calls, traits: new DatabaseTraits(given.odoo) };
  return defineBulkTask({
    name: CREATE_SALE_ORDER,
    concurrency: () => given.odoo.flow.concurrency(),
    most: () => given.odoo.flow.most('orders'),

    async perform(items) {
      const { orders, skus } = await readOrders(
        given.database,
        items.map(({ payload }) => payload.orderId),
      );
      const came = await place(given, beside, orders, skus);
      return new Map(
        items.map(({ payload, attempt }) => [attempt.naturalKey, came.get(payload.orderId) ?? null] as const),
      );
    },

    loads: ({ orderId }, outcome) => [
      odooOrders.one({ orderId }),
      ...(outcome && !isHold(outcome.came) ? linkRefs(outcome.came) : []),
    ],

    settle(unit, { orderId }, outcome, { cause }) {
      const order = unit.row(odooOrders.one({ orderId }));
      if (outcome === null || order.draft === null) return;
      const { version, came } = outcome;
      if (isHold(came)) {
        holdOrder(unit, given.system, order, came, version, cause);
        return;
      }
      const { odooId, name, companyId } = came;
      const own = { personal: null, odooId: BigInt(odooId), odooName: name, companyId: BigInt(companyId) };
      const governed = { mappingVersion: version, hold: null, heldUntil: null };
      unit.save(odooOrders.save({ ...order, ...own, ...governed, state: stateAfter(order, came) }));
      saveLinks(unit, given.system, came, cause);
      // An earlier try wrote what the order was before it changed: no difference, but a change that is still to be made.
      const isOutdated = came.mismatch !== null && order.updatedAt !== null;
      // Created as it was stated: what was cancelled of it while it waited is taken out now.
      if (isOutdated || order.cancelledUnits !== null)
        unit.once(wantChange(orderId, `created ${order.updatedAt ?? ''}`.trim()), cause);
      if (came.mismatch && !isOutdated) unit.emit(amountMismatch(given.system, came.draft, name, came.mismatch), cause);
    },

    failed(unit, { orderId }, error, { cause }) {
      const order = unit.row(odooOrders.one({ orderId }));
      if (order.state === 'ready') unit.save(odooOrders.save({ ...order, state: 'refused' }));
      unit.emit(orderRefused(given.system, orderId, order.orderNumber, 'create', error), cause);
    },
  });
};

async function place(
  { odoo, mappings }: Parameters<typeof createSaleOrders>[0],
  beside: Beside,
  orders: readonly OrderToPlace[],
  skus: ReadonlyMap<string, CatalogSku>,
): Promise<Map<string, Outcome | Error>> {
  if (orders.length === 0) return new Map();
  try {
    const mapping = await mappings.current();
    const placed = await placeOrders(odoo, beside, mapping, skus, orders);
    return new Map(
      [...placed].map(([orderId, came]) => [
        orderId,
        came instanceof Error ? (asFailure(came) as Error) : { version: mapping.version, came },
      ]),
    );
  } catch (error) {
    throw asFailure(error);
  }
}

function stateAfter(order: OdooOrder, { state }: Placed): OdooOrder['state'] {
  if (order.state !== 'ready') return order.state; // its cancellation came meanwhile and has a task that follows this one
  if (state === 'cancel') return 'cancelled';
  return state === 'sale' ? 'confirmed' : 'created';
}

/**
 * The orders that are still wanted, and what their SKUs mean now. Of one that was cancelled while it waited, whatever an earlier try made is taken
 * back by the cancellation's own task.
 */
function readOrders(database: Database, orderIds: readonly string[]) {
  return inTransaction(database, async (transaction) => {
    const refs = orderIds.map((orderId) => odooOrders.one({ orderId }));
    const orders = [...(await readRows(transaction, odooOrders, refs)).values()].flatMap(
      ({ state, draft, personal }) => (state === 'ready' && draft !== null ? [{ draft, personal }] : []),
    );
    const wanted = new Set(orders.flatMap(({ draft }) => draft.lines.flatMap(({ sku }) => sku ?? [])));
    const rows = await readRows(
      transaction,
      catalogSkus,
      [...wanted].map((sku) => catalogSkus.one({ sku })),
    );
    return { orders, skus: new Map([...rows.values()].map((row) => [row.sku, row])) };
  });
}

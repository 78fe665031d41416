import type { OdooClient } from '@penstock/connector-odoo';
import { defineTask, type Task, Transient } from '@penstock/messaging';
import { trace } from '@penstock/observability';
import { inTransaction, readRows } from '@penstock/persistence';
import { asFailure } from '../as-failure.js';
import { type CatalogSku, catalogSkus } from '../catalog/odoo-product.js';
import type { Mappings } from '../mapping/mapping.js';
import type { OdooSystem } from '../odoo-system.js';
import type { OpenCalls } from '../open-calls/open-calls.js';
import { type Hold, isHold } from '../order-out/hold.js';
import { type OdooOrder, odooOrders } from '../order-out/odoo-order.js';
import { carryOutChange, type Changed } from './carry-out-change.js';
import { carrierStays, changedAmountMismatch, changeHeld, changeRefused, demandMismatch } from './exceptions.js';
import { saveLineLinks } from './save-line-links.js';
import { CHANGE_SALE_ORDER, type ChangeSaleOrder, wantChangeOnceClear } from './want-change.js';

type Database = Parameters<typeof inTransaction>[0];

/** What came of the order's content as it stood when the task read it. */
interface Outcome {
  readonly asked: OdooOrder;
  readonly result: Changed | Hold;
}

/** Makes an order in Odoo be what its channel has changed it to. */
export const changeSaleOrder = (given: {
  readonly odoo: OdooClient;
  readonly database: Database;
  readonly calls: OpenCalls;
  readonly mappings: Mappings;
  readonly system: OdooSystem;
  readonly concurrency: number;
}): Task<ChangeSaleOrder, Outcome | null> =>
  defineTask({
    name: CHANGE_SALE_ORDER,
    concurrency: given.concurrency,

    async perform({ orderId, told }) {
      const { order: asked, skus } = await readOrder(given.database, orderId);
      // Cancelled while it waited, or never made: there is nothing to change.
      if (!asked?.draft || !(asked.state === 'created' || asked.state === 'confirmed')) return null;
      trace.getActiveSpan()?.setAttribute('penstock.order.number', asked.draft.orderNumber);
      try {
        const words = { mapping: await given.mappings.current(), skus };
        const result = await carryOutChange(given.odoo, given.calls, { ...asked, draft: asked.draft }, words);
        if (result && isHold(result) && result.kind === told?.kind && result.thing === told.thing)
          throw new Transient(result.kind, result.why, result.facts);
        return result && { asked, result };
      } catch (error) {
        throw asFailure(error);
      }
    },

    async settle(unit, { orderId }, outcome, { naturalKey }) {
      if (outcome === null) return;
      const { asked, result } = outcome;
      const order = await unit.lock(odooOrders.one({ orderId }));
      if (isHold(result)) {
        unit.emit(changeHeld(given.system, asked, result));
        unit.once(wantChangeOnceClear(orderId, naturalKey, result));
        return;
      }
      const state = order.state === 'created' && result.state === 'sale' ? ('confirmed' as const) : order.state;
      // A later update that came meanwhile has a task of its own, and may send the goods elsewhere again.
      const isLatest = order.updatedAt === asked.updatedAt;
      const shipTo = isLatest ? null : order.shipTo;
      const shippingChanged = !isLatest && order.shippingChanged;
      unit.save(odooOrders.save({ ...order, state, shipTo, shippingChanged }));
      saveLineLinks(unit, orderId, asked.draft, result.links);
      if (result.mismatch) unit.emit(changedAmountMismatch(given.system, asked, result, result.mismatch));
      if (result.carrierConflict) unit.emit(carrierStays(given.system, asked, result.name, result.carrierConflict));
      if (result.wrongDemand.length > 0)
        unit.emit(demandMismatch(given.system, asked, result.name, result.wrongDemand));
    },

    async failed(unit, { orderId }, error) {
      const order = await unit.lock(odooOrders.one({ orderId }));
      // Where the goods go was not taken over either: the next update that says it is news.
      const addressHash = order.shipTo === null ? order.addressHash : null;
      unit.save(odooOrders.save({ ...order, shipTo: null, addressHash }));
      unit.emit(changeRefused(given.system, order, error));
    },
  });

/** The order, and what its SKUs mean now. */
function readOrder(database: Database, orderId: string) {
  return inTransaction(database, async (transaction) => {
    const order = (await readRows(transaction, odooOrders, [odooOrders.one({ orderId })])).get(orderId);
    const wanted = [...new Set(order?.draft?.lines.flatMap(({ sku }) => sku ?? []))];
    const refs = wanted.map((sku) => catalogSkus.one({ sku }));
    const rows = await readRows(transaction, catalogSkus, refs);
    const skus: ReadonlyMap<string, CatalogSku> = new Map([...rows.values()].map((row) => [row.sku, row]));
    return { order, skus };
  });
}

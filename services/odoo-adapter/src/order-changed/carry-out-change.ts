import { type OdooClient, OdooValidation } from '@penstock/connector-odoo';
import type { PersonalData } from '@penstock/contracts';
import { Permanent } from '@penstock/messaging';
import type { CatalogSku } from '../catalog/odoo-product.js';
import type { Mapping } from '../mapping/mapping.js';
import { MODULE } from '../odoo-system.js';
import { mayBeAtIt, type OpenCalls } from '../open-calls/open-calls.js';
import { findExternalIds, type OdooLink } from '../order-out/external-ids.js';
import { type Hold, isHold } from '../order-out/hold.js';
import type { OrderDraft } from '../order-out/order-draft.js';
import { resolveOrder } from '../order-out/resolve-order.js';
import { alignDeadlines } from './align-deadlines.js';
import { type CancelledUnits, reducedDraft } from './cancelled-units.js';
import { carrierConflict, type CarrierConflict, changeCarrier, findWantedCarrier } from './change-carrier.js';
import { checkDemand, type WrongDemand } from './check-demand.js';
import { type Confirmed, confirmChanged } from './confirm-changed.js';
import { planChange, type PlannedChange } from './plan-change.js';
import { type OrderInOdoo, readOrderInOdoo } from './sale-order-in-odoo.js';
import { findDestination, shipElsewhere } from './ship-elsewhere.js';
import { draftsWithout } from './sums-without.js';
import { wantedRows } from './wanted-rows.js';

/** What an order has to become. */
export interface WantedChange {
  readonly draft: OrderDraft;
  readonly removedLines: readonly string[];
  readonly cancelledUnits: CancelledUnits | null;
  /** Null where the goods go where they went. */
  readonly shipTo: PersonalData | null;
  /** Whether the channel named another way of delivery: else the carrier is people's in Odoo. */
  readonly shippingChanged: boolean;
}

/** What became of it. */
export interface Changed extends Confirmed {
  readonly wrongDemand: readonly WrongDemand[];
  /** Null where the order has the carrier that it is to have, or Odoo's people chose it. */
  readonly carrierConflict: CarrierConflict | null;
  /** The records of the order's lines, by external id without the module. */
  readonly links: ReadonlyMap<string, OdooLink>;
}

/** What must be known to say a change in Odoo's words. */
export interface Words {
  readonly mapping: Mapping;
  readonly skus: ReadonlyMap<string, CatalogSku>;
}

/**
 * Makes a sale.order be what is wanted, whatever an earlier try came to: what is there is read, and only what differs is written. A write whose
 * answer was lost stands in the way of the next until Odoo has let go of it, since it could come after a later one and undo it.
 * @returns null where the order is not in Odoo; a hold where it is not clear yet what to write
 * @throws {Permanent} a code of exceptions.ts, nothing having been changed @throws {Transient} ODOO_MAY_BE_AT_IT
 */
export async function carryOutChange(
  odoo: OdooClient,
  calls: OpenCalls,
  { draft, removedLines, cancelledUnits, shipTo, shippingChanged }: WantedChange,
  { mapping, skus }: Words,
): Promise<Changed | Hold | null> {
  const { orderId } = draft;
  const key = `change ${orderId}`;
  if (await calls.mayBeUnderWay(key)) throw mayBeAtIt(key);
  const link = (await findExternalIds(odoo, [orderId])).get(orderId);
  if (!link) return null;
  const order = await readOpen(odoo, link.id);
  const resolved = resolveOrder(reducedDraft(draft, cancelledUnits), mapping, skus);
  if (isHold(resolved)) return resolved;
  const carrier = shippingChanged ? await findWantedCarrier(odoo, order, resolved) : null;
  const exchanges = carrier !== null && !carrier.isTooLate;
  const wanted = await wantedRows(odoo, resolved, exchanges);
  const exchanged = new Set(exchanges ? draft.lines.flatMap((line) => (line.shipping ? [line.externalId] : [])) : []);
  const lines = { removed: removedLines, exchanged };
  const planned = planChange(order, `${MODULE}.${orderId}`, wanted, lines, await odoo.fieldNames());
  const destination = shipTo && (await findDestination(odoo, order, draft, shipTo));
  if (destination !== null) await calls.make(key, () => shipElsewhere(odoo, order, destination));
  if (carrier) await changeCarrier(odoo, order, carrier, (call) => calls.make(key, call));
  if (planned.load || planned.unlink.length > 0) await calls.make(key, () => write(odoo, order, planned));
  const drafts = cancelledUnits === null ? [draft] : draftsWithout(draft, cancelledUnits);
  const confirmed = await confirmChanged(odoo, calls, order, drafts);
  const wrongDemand = await checkDemand(odoo, await readOpen(odoo, link.id));
  const names = draft.lines.map(({ externalId }) => externalId);
  const links = await findExternalIds(odoo, names);
  return { ...confirmed, wrongDemand, carrierConflict: carrier && carrierConflict(carrier), links };
}

/** @throws {Permanent} ORDER_GONE, ORDER_CANCELLED */
async function readOpen(odoo: OdooClient, saleOrderId: number): Promise<OrderInOdoo> {
  const order = await readOrderInOdoo(odoo, saleOrderId);
  const odooId = String(saleOrderId);
  if (!order) throw new Permanent('ORDER_GONE', `sale.order ${odooId} was deleted in Odoo`, { odooId });
  if (order.state !== 'cancel') return order;
  throw new Permanent('ORDER_CANCELLED', `${order.name} was cancelled in Odoo`, { odooName: order.name });
}

async function write(
  odoo: OdooClient,
  order: OrderInOdoo,
  { load, unlink, requantified }: PlannedChange,
): Promise<void> {
  await alignDeadlines(odoo, requantified);
  if (load) {
    try {
      await odoo.load('sale.order', load.fields, load.rows, { companies: [order.company_id.id] });
    } catch (error) {
      throw error instanceof OdooValidation ? await whatHappenedMeanwhile(odoo, order.id, error) : error;
    }
  }
  if (unlink.length > 0) await odoo.call('sale.order.line', 'unlink', { ids: unlink });
}

/** Somebody may have locked or cancelled the order since it was read: its state tells, not Odoo's words. */
async function whatHappenedMeanwhile(odoo: OdooClient, saleOrderId: number, error: OdooValidation): Promise<Error> {
  const { name, locked } = await readOpen(odoo, saleOrderId);
  return locked ? new Permanent('ORDER_LOCKED', `${name} is locked`, { odooName: name }) : error;
}

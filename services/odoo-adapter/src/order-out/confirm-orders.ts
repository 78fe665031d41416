import { type OdooClient, odooTime, records, type SaleOrderRecord } from '@penstock/connector-odoo';
import { Permanent } from '@penstock/messaging';
import { MODULE } from '../odoo-system.js';
import { mayBeAtIt, type OpenCalls } from '../open-calls/open-calls.js';
import { type AmountMismatch, mismatchOf } from './amount-mismatch.js';
import { inHalves } from './in-halves.js';
import type { OrderDraft } from './order-draft.js';

/** A sale.order that is in Odoo, confirmed or not. */
export interface WrittenOrder {
  readonly draft: OrderDraft;
  readonly odooId: number;
}

export interface Confirmation {
  readonly odooId: number;
  readonly name: string;
  readonly state: string;
  readonly companyId: number;
  readonly mismatch: AmountMismatch | null;
}

type Records = ReadonlyMap<number, SaleOrderRecord>;

/**
 * Confirms the quotations whose sums are the channel's, and reads back what came of it: Odoo refuses to confirm twice, so the state decides and
 * not the answer. A call whose answer was lost may still be at work: its orders are left alone until Odoo has certainly let go of them, but for
 * those that it has confirmed, as a call is one transaction.
 * Confirming overwrites `date_order` with the present, so the day of the order is written back.
 * @returns by order id what came of it, or the error that it alone failed with
 */
export async function confirmOrders(
  odoo: OdooClient,
  calls: OpenCalls,
  orders: readonly WrittenOrder[],
): Promise<ReadonlyMap<string, Confirmation | Error>> {
  const underWay = await calls.underWay(orders.map(keyOf));
  const before = await readOrders(odoo, orders);
  const { waiting = [], free = [] } = Object.groupBy(orders, (each) =>
    underWay.has(keyOf(each)) && before.get(each.odooId)?.state !== 'sale' ? 'waiting' : 'free',
  );
  const open = free.filter((each) => isToBeConfirmed(each, before));
  const unconfirmed = await confirm(odoo, calls, open, before);
  const after = open.length > 0 ? await readOrders(odoo, free) : before;
  const undated = await inHalves(
    free.filter(({ odooId, draft }) => isConfirmedOnAnotherDay(after.get(odooId), draft)),
    (part) =>
      putDatesBack(
        odoo,
        part.map(({ draft }) => draft),
      ),
  );
  const results = new Map<string, Confirmation | Error>();
  for (const each of waiting) results.set(each.draft.orderId, mayBeAtIt(keyOf(each)));
  for (const each of free) {
    const outcome = undated.get(each) ?? outcomeOf(each, after, unconfirmed.get(each));
    results.set(each.draft.orderId, outcome);
  }
  return results;
}

/** Names the call for ever: an order is confirmed once. */
const keyOf = ({ draft }: WrittenOrder): string => `confirm ${draft.orderId}`;

const isOpen = ({ state }: SaleOrderRecord): boolean => state === 'draft' || state === 'sent';

function isToBeConfirmed({ odooId, draft }: WrittenOrder, found: Records): boolean {
  const record = found.get(odooId);
  return record !== undefined && isOpen(record) && mismatchOf(record, draft) === null;
}

/** Each company's orders in one call: what a delivery needs is looked up in the company that the call is made for. */
async function confirm(
  odoo: OdooClient,
  calls: OpenCalls,
  orders: readonly WrittenOrder[],
  found: Records,
): Promise<Map<WrittenOrder, Error>> {
  const errors = new Map<WrittenOrder, Error>();
  for (const [company = 0, own] of Map.groupBy(orders, ({ odooId }) => found.get(odooId)?.company_id.id)) {
    const options = { companies: [company], refuseWizard: true };
    const failed = await inHalves(own, (part) =>
      calls.makeAll(part.map(keyOf), () =>
        odoo.call('sale.order', 'action_confirm', { ids: part.map(({ odooId }) => odooId) }, options),
      ),
    );
    for (const [each, error] of failed) errors.set(each, error);
  }
  return errors;
}

/** What of an order gives its record its day. */
export type Placing = Pick<OrderDraft, 'orderId' | 'placedAt'>;

/** Confirming has written the present over its day, and that was not written back. */
export const isConfirmedOnAnotherDay = (record: SaleOrderRecord | undefined, { placedAt }: Pick<Placing, 'placedAt'>) =>
  record?.state === 'sale' && odooTime(record.date_order) !== placedAt;

export const putDatesBack = (odoo: OdooClient, orders: readonly Placing[]) =>
  odoo.load(
    'sale.order',
    ['id', 'date_order'],
    orders.map(({ orderId, placedAt }) => [`${MODULE}.${orderId}`, placedAt]),
  );

async function readOrders(odoo: OdooClient, orders: readonly WrittenOrder[]): Promise<Records> {
  if (orders.length === 0) return new Map();
  const ids = orders.map(({ odooId }) => odooId);
  const found = await odoo.searchRead('sale.order', [['id', 'in', ids]], records.saleOrder);
  return new Map(found.map((record) => [record.id, record]));
}

/** What Odoo says now counts: an order is confirmed although the answer was lost, or was a refusal because somebody else had just confirmed it. */
function outcomeOf({ odooId, draft }: WrittenOrder, found: Records, error: Error | undefined): Confirmation | Error {
  const record = found.get(odooId);
  if (!record) return new Permanent('ODOO_MISSING', `sale.order ${odooId} is gone`, { odooId: String(odooId) });
  const { name, state, company_id: company } = record;
  if (error && state !== 'sale') return error;
  const mismatch = mismatchOf(record, draft);
  if (mismatch === null && isOpen(record)) {
    const facts = { odooName: name, state };
    return new Permanent('ODOO_NOT_CONFIRMED', `${name} is still ${state} after it was confirmed`, facts);
  }
  return { odooId, name, state, companyId: company.id, mismatch };
}

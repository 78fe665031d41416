import { type OdooClient, records } from '@penstock/connector-odoo';
import { decimal, type Money, money } from '@penstock/domain';
import type { OpenCalls } from '../open-calls/open-calls.js';
import { type AmountMismatch, mismatchOf } from '../order-out/amount-mismatch.js';
import { confirmOrders } from '../order-out/confirm-orders.js';
import type { OrderDraft } from '../order-out/order-draft.js';
import type { OrderInOdoo } from './sale-order-in-odoo.js';

/** A changed order and whether its sums are the channel's. */
export interface Confirmed {
  readonly name: string;
  readonly state: string;
  /** What it was to come to. */
  readonly expected: Money;
  readonly mismatch: AmountMismatch | null;
}

/**
 * Compares the sums of a changed order; a quotation that waited for them to be right is confirmed.
 * @param drafts at least one; where its sums are worked out and not stated, one for each that is right
 */
export async function confirmChanged(
  odoo: OdooClient,
  calls: OpenCalls,
  { id: odooId }: OrderInOdoo,
  drafts: readonly OrderDraft[],
): Promise<Confirmed> {
  const draft = await fittingDraft(odoo, odooId, drafts);
  const outcome = (await confirmOrders(odoo, calls, [{ draft, odooId }])).get(draft.orderId);
  if (isConfirmed(outcome)) return { ...outcome, expected: money(decimal(draft.total), draft.currency) };
  throw outcome instanceof Error ? outcome : new Error(`${draft.orderId} was to be confirmed and has no outcome`);
}

/** The draft that Odoo's sums are right by, else the first. */
async function fittingDraft(odoo: OdooClient, odooId: number, drafts: readonly OrderDraft[]): Promise<OrderDraft> {
  const [first, ...others] = drafts;
  if (!first) throw new RangeError('an order is compared with at least one draft');
  if (others.length === 0) return first;
  const [order] = await odoo.searchRead('sale.order', [['id', '=', odooId]], records.saleOrder);
  return drafts.find((draft) => order && mismatchOf(order, draft) === null) ?? first;
}

const isConfirmed = (outcome: unknown): outcome is Omit<Confirmed, 'expected'> =>
  typeof outcome === 'object' && outcome !== null && !(outcome instanceof Error) && 'mismatch' in outcome;

import type { OdooClient } from '@penstock/connector-odoo';
import type { OpenCalls } from '../open-calls/open-calls.js';
import type { AmountMismatch } from '../order-out/amount-mismatch.js';
import { confirmOrders } from '../order-out/confirm-orders.js';
import type { OrderDraft } from '../order-out/order-draft.js';
import type { OrderInOdoo } from './sale-order-in-odoo.js';

/** A changed order and whether its sums are the channel's. */
export interface Confirmed {
  readonly name: string;
  readonly state: string;
  readonly mismatch: AmountMismatch | null;
}

/** Compares the sums of a changed order; a quotation that waited for them to be right is confirmed. */
export async function confirmChanged(
  odoo: OdooClient,
  calls: OpenCalls,
  { id: odooId }: OrderInOdoo,
  draft: OrderDraft,
): Promise<Confirmed> {
  const outcome = (await confirmOrders(odoo, calls, [{ draft, odooId }])).get(draft.orderId);
  if (isConfirmed(outcome)) return outcome;
  throw outcome instanceof Error ? outcome : new Error(`${draft.orderId} was to be confirmed and has no outcome`);
}

const isConfirmed = (outcome: unknown): outcome is Confirmed =>
  typeof outcome === 'object' && outcome !== null && !(outcome instanceof Error) && 'mismatch' in outcome;

import { type OdooClient, odooTime, OdooValidation, records, type SaleOrderRecord } from '@penstock/connector-odoo';
import { Permanent } from '@penstock/messaging';
import { type AmountMismatch, mismatchOf } from './amount-mismatch.js';
import type { OrderDraft } from './order-draft.js';

export type { AmountMismatch } from './amount-mismatch.js';

export interface Confirmation {
  readonly name: string;
  readonly state: string;
  readonly mismatch: AmountMismatch | null;
}

/**
 * Confirms a quotation whose total is the channel's, and reads back what came of it: Odoo refuses to confirm twice, so the state decides and
 * not the answer. Confirming overwrites `date_order` with the present, so the day of the order is written back.
 * @throws {Permanent} ODOO_NOT_CONFIRMED
 */
export async function confirmOrder(odoo: OdooClient, orderId: number, draft: OrderDraft): Promise<Confirmation> {
  const before = await readOrder(odoo, orderId);
  const mismatch = mismatchOf(before, draft);
  const open = before.state === 'draft' || before.state === 'sent';
  if (mismatch !== null || before.state === 'cancel') return { name: before.name, state: before.state, mismatch };
  if (open) await confirm(odoo, orderId);
  const after = open ? await readOrder(odoo, orderId) : before;
  if (after.state !== 'sale') {
    const facts = { odooName: after.name, state: after.state };
    throw new Permanent('ODOO_NOT_CONFIRMED', `${after.name} is still ${after.state} after it was confirmed`, facts);
  }
  if (odooTime(after.date_order) !== draft.placedAt) {
    await odoo.call('sale.order', 'write', { ids: [orderId], vals: { date_order: draft.placedAt } });
  }
  return { name: after.name, state: after.state, mismatch: null };
}

/** Refused, because another call confirmed it meanwhile? The state tells. */
async function confirm(odoo: OdooClient, orderId: number): Promise<void> {
  try {
    await odoo.call('sale.order', 'action_confirm', { ids: [orderId] });
  } catch (error) {
    if (!(error instanceof OdooValidation)) throw error;
    const { state } = await readOrder(odoo, orderId);
    if (state !== 'sale') throw error;
  }
}

async function readOrder(odoo: OdooClient, orderId: number): Promise<SaleOrderRecord> {
  const [order] = await odoo.searchRead('sale.order', [['id', '=', orderId]], records.saleOrder);
  if (!order) throw new Permanent('ODOO_MISSING', `sale.order ${orderId} is gone`, { odooId: String(orderId) });
  return order;
}

import { type OdooClient, records } from '@penstock/connector-odoo';
import { Permanent } from '@penstock/messaging';
import type { ResolvedOrder } from '../order-out/resolve-order.js';
import type { OrderInOdoo } from './sale-order-in-odoo.js';

/** Who is to bring the goods of an order. */
export interface WantedCarrier {
  /** delivery.carrier; null where nobody is mapped. */
  readonly id: number | null;
  /** Its name in Odoo, or the channel's words for a way of delivery that nobody mapped. */
  readonly name: string;
  /** In Odoo's header of the order. */
  readonly now: { readonly id: number; readonly name: string } | null;
  /** Goods have left by the carrier before: what was agreed with it stays. */
  readonly isTooLate: boolean;
}

/** A carrier that was not taken over, by both names. */
export interface CarrierConflict {
  readonly carrier: string;
  readonly wantedCarrier: string;
}

/** Null where Odoo knows no carriers: they come with module `delivery`, and a shipping line is a charge like any other. */
export async function findWantedCarrier(
  odoo: OdooClient,
  order: OrderInOdoo,
  { carrierId, draft }: ResolvedOrder,
): Promise<WantedCarrier | null> {
  if (!(await hasField(odoo, 'sale.order'))) return null;
  const [header] = await odoo.searchRead('sale.order', [['id', '=', order.id]], records.carriedOrder);
  const left = [['sale_id', '=', order.id], ['state', '=', 'done'], ['picking_type_code', '=', 'outgoing']]; // prettier-ignore
  const isTooLate = (await odoo.searchRead('stock.picking', left, records.onlyId, { limit: 1 })).length > 0;
  const named = carrierId === null ? [] : await odoo.searchRead('delivery.carrier', [['id', '=', carrierId]], records.named); // prettier-ignore
  const words = draft.lines.flatMap(({ shipping }) => shipping?.title ?? []);
  const name = named[0]?.name ?? (words.join(', ') || '(none)');
  return { id: carrierId, name, now: header?.carrier_id ?? null, isTooLate };
}

export const carrierConflict = ({ id, name, now, isTooLate }: WantedCarrier): CarrierConflict | null =>
  isTooLate && id !== (now?.id ?? null) ? { carrier: now?.name ?? '(none)', wantedCarrier: name } : null;

/**
 * Writes the carrier of the order and of what it is still to bring, as Odoo's own "Update shipping cost" does:
 * https://github.com/odoo/odoo/blob/18.0/addons/stock_delivery/models/sale_order.py (set_delivery_line).
 * @throws {Permanent} ORDER_LOCKED, nothing having been changed
 */
export async function changeCarrier(
  odoo: OdooClient,
  { id: saleOrderId, name, locked }: OrderInOdoo,
  wanted: WantedCarrier,
  write: (call: () => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  if (wanted.isTooLate) return;
  const vals = { carrier_id: wanted.id ?? false };
  if (wanted.id !== (wanted.now?.id ?? null)) {
    if (locked) throw new Permanent('ORDER_LOCKED', `${name} is locked`, { odooName: name });
    await write(() => odoo.call('sale.order', 'write', { ids: [saleOrderId], vals }));
  }
  if (!(await hasField(odoo, 'stock.picking'))) return;
  const domain = [
    ['sale_id', '=', saleOrderId],
    ['state', 'not in', ['done', 'cancel']],
    ['picking_type_code', '!=', 'incoming'],
    ['carrier_id', '!=', vals.carrier_id],
  ];
  const ids = (await odoo.searchRead('stock.picking', domain, records.onlyId)).map(({ id }) => id);
  if (ids.length > 0) await write(() => odoo.call('stock.picking', 'write', { ids, vals }));
}

/** `delivery` brings carriers of orders, `stock_delivery` those of transfers; naming the field on a server without is an error of the whole call. */
async function hasField(odoo: OdooClient, model: 'sale.order' | 'stock.picking'): Promise<boolean> {
  const fields = await odoo.call(model, 'fields_get', { allfields: ['carrier_id'], attributes: ['type'] });
  return Object.hasOwn(fields as object, 'carrier_id');
}

import { z } from 'zod';
import { flag, float, id, many2one, requiredDatetime, requiredMany2one, requiredText, text } from '../values/fields.js';

// Orders and their lines.

/** `sale.order`. `state` is draft, sent, sale or cancel; `delivery_status` pending, started, partial or full. */
export const saleOrder = z.object({
  id,
  name: requiredText,
  state: requiredText,
  locked: flag,
  date_order: requiredDatetime,
  currency_id: requiredMany2one,
  company_id: requiredMany2one,
  amount_total: float,
  amount_tax: float,
  delivery_status: text,
});
export type SaleOrderRecord = z.output<typeof saleOrder>;

/** What a change of a `sale.order` must know of it. */
export const changeableOrder = z.object({
  id,
  name: requiredText,
  state: requiredText,
  locked: flag,
  company_id: requiredMany2one,
  partner_shipping_id: requiredMany2one,
  delivery_status: text,
});
export type ChangeableOrderRecord = z.output<typeof changeableOrder>;

/** Who brings a `sale.order`; the field comes with module delivery. */
export const carriedOrder = z.object({ id, carrier_id: many2one });

/** A `sale.order.line` with the field of its taxes, whose name differs by version. `qty_delivered_method` is `stock_move` for goods. */
const changeableLine = z.object({
  id,
  name: requiredText,
  product_id: many2one,
  product_uom_qty: float,
  price_unit: float,
  discount: float,
  qty_delivered: float,
  qty_delivered_method: text,
  customer_lead: float,
});
export const changeableLine18 = changeableLine.extend({ tax_id: z.array(id) });
export const changeableLine19 = changeableLine.extend({ tax_ids: z.array(id) });
export type ChangeableLineRecord = z.output<typeof changeableLine>;

export const saleOrderLineDelivery = z.object({ id, qty_delivered: float });

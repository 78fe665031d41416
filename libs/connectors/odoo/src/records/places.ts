import { z } from 'zod';
import { flag, float, id, many2one, requiredDatetime, requiredMany2one, requiredText, text } from '../values/fields.js';

// Places and the stock in them.

/** `stock.location`. */
export const location = z.object({
  id,
  complete_name: requiredText,
  barcode: text,
  usage: requiredText,
  warehouse_id: many2one,
  active: flag,
  write_date: requiredDatetime,
});
export type LocationRecord = z.output<typeof location>;

export const warehouse = z.object({ id, code: requiredText });

/** `stock.quant`: several may exist for one product and place (lots, packages, races): always add them up. */
export const quant = z.object({ id, product_id: requiredMany2one, location_id: requiredMany2one, quantity: float });
export type QuantRecord = z.output<typeof quant>;

/** `stock.quant` with what may keep it apart from others of its product and place. */
export const countedQuant = z.object({
  id,
  quantity: float,
  lot_id: many2one,
  package_id: many2one,
  owner_id: many2one,
});
export type CountedQuantRecord = z.output<typeof countedQuant>;

/** Whose a `stock.location` is; null: everybody's. */
export const locationCompany = z.object({ id, company_id: many2one });

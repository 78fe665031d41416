import { z } from 'zod';
import {
  datetime,
  flag,
  float,
  id,
  many2one,
  requiredDatetime,
  requiredMany2one,
  requiredText,
  text,
} from '../values/fields.js';

// Products and their prices.

/** `product.product`. A change of its template moves `write_date`, a change of stock does not. */
export const product = z.object({
  id,
  default_code: text,
  barcode: text,
  display_name: requiredText,
  uom_id: requiredMany2one,
  is_storable: flag,
  active: flag,
  write_date: requiredDatetime,
});
export type ProductRecord = z.output<typeof product>;

export const pricelist = z.object({ id, currency_id: requiredMany2one });

/** `product.product` with its list price: of one unit, in `currency_id`, the same for all companies that may sell it. */
export const listPrice = z.object({
  id,
  lst_price: float,
  currency_id: requiredMany2one,
  company_id: many2one,
  product_tmpl_id: requiredMany2one,
  active: flag,
  write_date: requiredDatetime,
});
export type ListPriceRecord = z.output<typeof listPrice>;

/** `product.pricelist` as prices need it. Archiving or renaming one does not move its rules' `write_date`. */
export const priceList = z.object({ id, name: requiredText, active: flag, write_date: requiredDatetime });
export type PriceListRecord = z.output<typeof priceList>;

/** `product.pricelist.item`: `applied_on` says which of product, template, category it is for, `compute_price` how. */
export const priceRule = z.object({
  id,
  pricelist_id: requiredMany2one,
  company_id: many2one,
  currency_id: requiredMany2one,
  applied_on: requiredText,
  product_id: many2one,
  product_tmpl_id: many2one,
  compute_price: requiredText,
  fixed_price: float,
  min_quantity: float,
  date_start: datetime,
  date_end: datetime,
  write_date: requiredDatetime,
});
export type PriceRuleRecord = z.output<typeof priceRule>;

/** How goods of a `product.product` are told apart: `tracking` is none, lot or serial. */
export const productTracking = z.object({ id, tracking: requiredText, is_storable: flag });

import { z } from 'zod';
import {
  datetime,
  flag,
  float,
  id,
  ids,
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

/** `uom.uom`: `rounding` is its smallest quantity; 19 computes it from a number of digits that all units share. */
const unit = z.object({ id, name: requiredText, rounding: float });
/** `factor_inv`: how many of its reference unit one is: https://github.com/odoo/odoo/blob/18.0/addons/uom/models/uom_uom.py */
export const unit18 = unit.extend({ factor_inv: float });
/** `factor` is that here: https://github.com/odoo/odoo/blob/19.0/addons/uom/models/uom_uom.py */
export const unit19 = unit.extend({ factor: float });

/** A packing of a `product.product` that changed. */
export const packing = z.object({ id, product_id: requiredMany2one, write_date: requiredDatetime });
export type PackingRecord = z.output<typeof packing>;

/** `product.packaging`: `qty` in the unit of the product. https://github.com/odoo/odoo/blob/18.0/addons/product/models/product_packaging.py */
export const packing18 = z.object({ id, product_id: requiredMany2one, name: requiredText, qty: float, barcode: text });

/** `product.uom`: the barcode of one `uom.uom` of a product. https://github.com/odoo/odoo/blob/19.0/addons/product/models/product_uom.py */
export const packing19 = z.object({
  id,
  product_id: requiredMany2one,
  uom_id: requiredMany2one,
  barcode: requiredText,
});

/** The units a `product.product` is packed in. */
export const packedProduct19 = z.object({ id, uom_id: requiredMany2one, uom_ids: ids });

/** How goods of a `product.product` are told apart: `tracking` is none, lot or serial. */
export const productTracking = z.object({ id, tracking: requiredText, is_storable: flag });

import { z } from 'zod';
import { float, id, ids, many2one, requiredDatetime, requiredMany2one } from '../values/fields.js';

// Kits: https://github.com/odoo/odoo/blob/18.0/addons/mrp/models/mrp_bom.py, and the same below 19.0. The models come with module mrp.

/** `mrp.bom` of type phantom: what `product_qty` of a variant, or of each variant of a template, are made of when they leave. */
export const bom = z.object({
  id,
  product_tmpl_id: requiredMany2one,
  product_id: many2one,
  product_qty: float,
  product_uom_id: requiredMany2one,
  write_date: requiredDatetime,
});
export type BomRecord = z.output<typeof bom>;

/** `mrp.bom.line`: of variants with one of some attribute values only, where it names any. */
export const bomLine = z.object({
  id,
  bom_id: requiredMany2one,
  product_id: requiredMany2one,
  product_qty: float,
  product_uom_id: requiredMany2one,
  bom_product_template_attribute_value_ids: ids,
  write_date: requiredDatetime,
});
export type BomLineRecord = z.output<typeof bomLine>;

/** `product.product` with what decides which BoM, and which of its lines, are for it. */
export const variant = z.object({
  id,
  product_tmpl_id: requiredMany2one,
  uom_id: requiredMany2one,
  product_template_attribute_value_ids: ids,
});
export type VariantRecord = z.output<typeof variant>;

/** `product.template.attribute.value`. */
export const attributeValue = z.object({ id, attribute_id: requiredMany2one });

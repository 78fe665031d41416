import { boolean, float, integer, many2many, many2one, selection } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';

/** Module mrp, as far as kits go: a BoM of type phantom is taken apart when it is sold. */
export const BOM_MODELS = [
  defineModel({
    name: 'mrp.bom',
    label: 'Bill of Material',
    order: 'sequence, id',
    fields: {
      active: boolean('Active', { initial: true }),
      type: selection('BoM Type', ['normal', 'phantom'], { initial: 'normal', required: true }),
      product_tmpl_id: many2one('product.template', 'Product', { required: true, cascade: true }),
      product_id: many2one('product.product', 'Product Variant'),
      product_qty: float('Quantity', { initial: 1 }),
      product_uom_id: many2one('uom.uom', 'Unit of Measure', { required: true, initial: 1 }),
      sequence: integer('Sequence'),
      company_id: many2one('res.company', 'Company'),
    },
  }),
  defineModel({
    name: 'mrp.bom.line',
    label: 'Bill of Material Line',
    order: 'sequence, id',
    fields: {
      bom_id: many2one('mrp.bom', 'Parent BoM', { required: true, cascade: true }),
      product_id: many2one('product.product', 'Component', { required: true }),
      product_qty: float('Quantity', { initial: 1 }),
      product_uom_id: many2one('uom.uom', 'Unit of Measure', { required: true, initial: 1 }),
      sequence: integer('Sequence', { initial: 1 }),
      bom_product_template_attribute_value_ids: many2many('product.template.attribute.value', 'Apply on Variants'),
    },
  }),
];

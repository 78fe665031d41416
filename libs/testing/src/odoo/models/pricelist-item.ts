import type { Environment } from '../orm/environment.js';
import { validationError } from '../orm/errors.js';
import { datetime, float, many2one, selection } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';
import type { Row, Value } from '../orm/values.js';

const ofList =
  (field: string) =>
  (env: Environment, row: Row): Value =>
    env.follow('product.pricelist.item', row, 'pricelist_id')?.[field] ?? false;

/**
 * A rule of a pricelist. It is read with its list's company and currency; archiving or renaming the list leaves its `write_date` alone.
 * https://github.com/odoo/odoo/blob/18.0/addons/product/models/product_pricelist_item.py
 */
export const PRICELIST_ITEM = defineModel({
  name: 'product.pricelist.item',
  label: 'Pricelist Rule',
  order: 'applied_on, min_quantity desc, id desc',
  fields: {
    pricelist_id: many2one('product.pricelist', 'Pricelist', { required: true }),
    company_id: many2one('res.company', 'Company', { compute: ofList('company_id') }),
    currency_id: many2one('res.currency', 'Currency', { compute: ofList('currency_id') }),
    applied_on: selection('Apply On', ['3_global', '2_product_category', '1_product', '0_product_variant'], {
      required: true,
      initial: '3_global',
    }),
    product_tmpl_id: many2one('product.template', 'Product'),
    product_id: many2one('product.product', 'Variant'),
    compute_price: selection('Compute Price', ['percentage', 'formula', 'fixed'], {
      required: true,
      initial: 'fixed',
    }),
    fixed_price: float('Fixed Price'),
    percent_price: float('Percentage Price'),
    min_quantity: float('Min. Quantity'),
    date_start: datetime('Start Date'),
    date_end: datetime('End Date'),
  },
  create(_, vals, next) {
    if (vals['applied_on'] === '0_product_variant' && !vals['product_id']) {
      throw validationError('Please specify the product variant for which this rule should be applied');
    }
    if (vals['applied_on'] === '1_product' && !vals['product_tmpl_id']) {
      throw validationError('Please specify the product for which this rule should be applied');
    }
    return next(vals);
  },
});

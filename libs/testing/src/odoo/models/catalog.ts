import { boolean, char, float, html, integer, many2many, many2one, selection } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';
import { text } from '../orm/values.js';

/** What prices and quantities are expressed in: units, taxes, price lists. */
export const CATALOG_MODELS = [
  defineModel({
    name: 'uom.uom',
    label: 'Product Unit of Measure',
    order: 'factor DESC, id',
    fields: {
      name: char('Unit of Measure', { required: true }),
      category_id: many2one('uom.category', 'Category', { required: true }),
      uom_type: selection('Type', ['bigger', 'reference', 'smaller'], { initial: 'reference' }),
      factor: float('Ratio', { initial: 1 }),
      rounding: float('Rounding Precision', { initial: 0.01 }),
      active: boolean('Active', { initial: true }),
    },
  }),
  defineModel({
    name: 'account.tax.group',
    label: 'Tax Group',
    order: 'id',
    fields: { name: char('Name', { required: true }), company_id: many2one('res.company', 'Company') },
  }),
  defineModel({
    name: 'account.tax',
    label: 'Tax',
    order: 'sequence, id',
    fields: {
      name: char('Tax Name', { required: true }),
      type_tax_use: selection('Tax Type', ['sale', 'purchase', 'none'], { initial: 'sale', required: true }),
      amount_type: selection('Tax Computation', ['percent', 'fixed', 'division', 'group'], { initial: 'percent' }),
      amount: float('Amount'),
      active: boolean('Active', { initial: true }),
      sequence: integer('Sequence', { initial: 1 }),
      company_id: many2one('res.company', 'Company', { required: true, initial: (env) => env.companyId }),
      description: html('Description'),
      price_include_override: selection('Included in Price', ['tax_included', 'tax_excluded']),
      price_include: boolean('Price Include', {
        compute: (_, row) => row['price_include_override'] === 'tax_included',
      }),
      include_base_amount: boolean('Affect Base of Subsequent Taxes'),
      tax_group_id: many2one('account.tax.group', 'Tax Group', { initial: 1 }),
      country_id: many2one('res.country', 'Country', { initial: 233 }),
    },
  }),
  defineModel({
    name: 'product.pricelist',
    label: 'Pricelist',
    order: 'sequence, id, name',
    fields: {
      name: char('Pricelist Name', { required: true }),
      active: boolean('Active', { initial: true }),
      sequence: integer('Sequence', { initial: 16 }),
      currency_id: many2one('res.currency', 'Currency', { required: true, initial: 1 }),
      company_id: many2one('res.company', 'Company'),
    },
    displayName: (env, row) =>
      `${text(row['name'])} (${text(env.follow('product.pricelist', row, 'currency_id')?.['name'])})`,
  }),
  defineModel({
    name: 'delivery.carrier',
    label: 'Shipping Methods',
    order: 'sequence, id',
    fields: {
      name: char('Delivery Method', { required: true }),
      active: boolean('Active', { initial: true }),
      sequence: integer('Sequence', { initial: 10 }),
      delivery_type: selection('Provider', ['fixed', 'base_on_rule'], { initial: 'fixed' }),
      product_id: many2one('product.product', 'Delivery Product', { required: true }),
      company_id: many2one('res.company', 'Company'),
      fixed_price: float('Fixed Price'),
      country_ids: many2many('res.country', 'Countries'),
    },
  }),
];

import { boolean, char, float, html, integer, many2many, many2one, selection } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';
import { num, text } from '../orm/values.js';

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
      /** 18: how many of this are one of the reference unit; 19: the other way round. */
      factor: float('Ratio', { initial: 1 }),
      factor_inv: float('Bigger Ratio', { compute: (_, row) => 1 / num(row['factor']) }),
      rounding: float('Rounding Precision', { initial: 0.01 }),
      active: boolean('Active', { initial: true }),
    },
  }),
  /** 18 only. */
  defineModel({
    name: 'product.packaging',
    label: 'Product Packaging',
    order: 'product_id, sequence, id',
    fields: {
      name: char('Product Packaging', { required: true }),
      sequence: integer('Sequence', { initial: 1 }),
      product_id: many2one('product.product', 'Product', { required: true, cascade: true }),
      qty: float('Contained Quantity', { initial: 1 }),
      barcode: char('Barcode'),
    },
  }),
  /** 19 only. */
  defineModel({
    name: 'product.uom',
    label: 'Link between products and their UoMs',
    order: 'id',
    fields: {
      uom_id: many2one('uom.uom', 'Unit', { required: true }),
      product_id: many2one('product.product', 'Product', { required: true, cascade: true }),
      barcode: char('Barcode', { required: true }),
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

import type { Environment } from '../orm/environment.js';
import { validationError } from '../orm/errors.js';
import type { Field } from '../orm/fields.js';
import { boolean, char, datetime, float, html, many2many, many2one, one2many, selection, text } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';
import type { Row, Value, Vals } from '../orm/values.js';
import { ids, ref, text as asText } from '../orm/values.js';
import { availability } from './availability.js';

/** What a variant shares with its template: kept there, and read and written through the variant. */
const SHARED: Record<string, Field> = {
  name: char('Name', { required: true }),
  type: selection('Product Type', ['consu', 'service', 'combo'], { required: true, initial: 'consu' }),
  is_storable: boolean('Track Inventory'),
  list_price: float('Sales Price', { initial: 1 }),
  sale_ok: boolean('Sales', { initial: true }),
  purchase_ok: boolean('Purchase', { initial: true }),
  uom_id: many2one('uom.uom', 'Unit of Measure', { required: true, initial: 1 }),
  uom_po_id: many2one('uom.uom', 'Purchase Unit', { initial: 1 }),
  company_id: many2one('res.company', 'Company'),
  /** Of the list price: of the product's company, or of the main one. */
  currency_id: many2one('res.currency', 'Currency', {
    compute: (env, row) => env.get('res.company', ref(row['company_id']) || 1)['currency_id'] ?? false,
  }),
  invoice_policy: selection('Invoicing Policy', ['order', 'delivery'], { initial: 'order' }),
  tracking: selection('Tracking', ['serial', 'lot', 'none'], { initial: 'none' }),
  description: html('Description'),
  description_sale: text('Sales Description'),
  taxes_id: many2many('account.tax', 'Sales Taxes', {
    initial: (env) => env.rows('res.company').map((company) => ref(company['account_sale_tax_id'])),
    view: (env, row) =>
      ids(row['taxes_id']).filter((id) => ref(env.find('account.tax', id)?.['company_id']) === env.companyId),
  }),
};

const templateOf = (env: Environment, row: Row): Row => env.get('product.template', ref(row['product_tmpl_id']));

const throughTemplate = Object.fromEntries(
  Object.entries(SHARED).map(([name, { initial: _, required: __, view: ___, ...field }]): [string, Field] => [
    name,
    {
      ...field,
      compute: (env, row) => env.value('product.template', templateOf(env, row), name),
      assign: (env, row, value) => env.write('product.template', [ref(row['product_tmpl_id'])], { [name]: value }),
    },
  ]),
);

const codedName = (code: Value | undefined, name: Value | undefined): string =>
  code ? `[${asText(code)}] ${asText(name)}` : asText(name);

const onlyVariant = (env: Environment, template: Row): Row | undefined =>
  env.rows('product.product').find((product) => product['product_tmpl_id'] === template.id);

export const PRODUCT_TEMPLATE = defineModel({
  name: 'product.template',
  label: 'Product',
  order: 'name',
  fields: {
    ...SHARED,
    active: boolean('Active', { initial: true }),
    product_variant_ids: one2many('product.product', 'product_tmpl_id', 'Products'),
    default_code: char('Internal Reference', {
      compute: (env, row) => onlyVariant(env, row)?.['default_code'] ?? false,
    }),
  },
  displayName: (env, row) => codedName(onlyVariant(env, row)?.['default_code'], row['name']),
  /** A template's change is its variants' change: their write_date moves too. */
  write(env, changed, vals, next) {
    next(vals);
    for (const product of env.rows('product.product')) {
      if (changed.includes(ref(product['product_tmpl_id']))) env.touch('product.product', product.id);
    }
  },
});

/** Costs differ by company: kept as `{ "<company id>": cost }`. */
const costs = (row: Row): Record<string, number> => (row['costs'] || {}) as Record<string, number>;

const stockFigure = (label: string, figure: keyof ReturnType<typeof availability>): Field =>
  float(label, { compute: (env, row) => availability(env, row.id)[figure] });

/** Codes are not unique, barcodes are. */
function checkBarcode(env: Environment, id: number): void {
  const { barcode } = env.get('product.product', id);
  const twins = env.rows('product.product').filter((row) => barcode && row['barcode'] === barcode);
  if (twins.length < 2) return;
  const names = twins.map((row) => env.nameOf('product.product', row.id)).join(' and ');
  throw validationError(
    `Barcode(s) already assigned:\n\n- Barcode "${asText(barcode)}" already assigned to product(s): ${names}\n\n` +
      "Note: products that you don't have access to will not be shown above.",
  );
}

export const PRODUCT = defineModel({
  name: 'product.product',
  label: 'Product Variant',
  order: 'default_code, name, id',
  fields: {
    ...throughTemplate,
    product_tmpl_id: many2one('product.template', 'Product Template', { required: true, cascade: true }),
    default_code: char('Internal Reference'),
    barcode: char('Barcode'),
    active: boolean('Active', { initial: true }),
    lst_price: float('Sales Price', {
      compute: (env, row) => env.value('product.product', row, 'list_price'),
      assign: (env, row, value) => env.write('product.product', [row.id], { list_price: value }),
    }),
    standard_price: float('Cost', {
      compute: (env, row) => costs(row)[env.companyId] ?? 0,
      assign: (env, row, value) =>
        env.patch('product.product', row.id, { costs: { ...costs(row), [env.companyId]: Number(value) } }),
    }),
    costs: { type: 'json', label: 'Costs by company', hidden: true },
    product_template_attribute_value_ids: many2many('product.template.attribute.value', 'Attribute Values'),
    weight: float('Weight'),
    volume: float('Volume'),
    stock_quant_ids: one2many('stock.quant', 'product_id', 'Stock Quant'),
    qty_available: stockFigure('Quantity On Hand', 'onHand'),
    free_qty: stockFigure('Free To Use Quantity', 'free'),
    virtual_available: stockFigure('Forecasted Quantity', 'forecast'),
    incoming_qty: stockFigure('Incoming', 'incoming'),
    outgoing_qty: stockFigure('Outgoing', 'outgoing'),
    write_date: datetime('Last Updated on'),
  },
  displayName: (env, row) => codedName(row['default_code'], env.value('product.product', row, 'name')),
  create(env, vals, next) {
    const shared: Vals = Object.fromEntries(Object.entries(vals).filter(([name]) => name in SHARED));
    const own = Object.fromEntries(Object.entries(vals).filter(([name]) => !(name in SHARED)));
    const product_tmpl_id = vals['product_tmpl_id'] ?? env.create('product.template', shared);
    const id = next({ ...own, product_tmpl_id });
    checkBarcode(env, id);
    return id;
  },
  write(env, changed, vals, next) {
    next(vals);
    for (const id of changed) checkBarcode(env, id);
  },
});

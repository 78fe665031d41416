import type { Environment } from '../orm/environment.js';
import { userError } from '../orm/errors.js';
import { boolean, float, integer, json, many2many, many2one, monetary, one2many, selection, text } from '../orm/fields.js'; // prettier-ignore
import { defineModel } from '../orm/model.js';
import type { Row, Vals } from '../orm/values.js';
import { ref, text as asText } from '../orm/values.js';
import { lineField, refreshLine, refreshOrder } from './sale-amounts.js';
import { refuseBelowDelivered, setDeadlines } from './sale-decrease.js';
import { launchDelivery } from './sale-delivery.js';

const LOCKED_FIELDS: Readonly<Record<string, string>> = {
  product_id: 'Product',
  name: 'Description',
  price_unit: 'Unit Price',
  product_uom: 'Unit of Measure',
  product_uom_id: 'Unit of Measure',
  product_uom_qty: 'Quantity',
  tax_id: 'Taxes',
  tax_ids: 'Taxes',
};

const orderOf = (env: Environment, line: Row): Row => env.get('sale.order', ref(line['order_id']));

/** What the product says, where the caller does not: text, price, unit, the company's taxes. */
function defaults(env: Environment, vals: Vals): Vals {
  const id = Number(vals['product_id'] ?? 0);
  if (!id || vals['display_type']) return { product_uom_qty: 0 };
  const product = env.get('product.product', id);
  const taxes = env.value('product.product', product, 'taxes_id');
  return {
    name: env.nameOf('product.product', id),
    price_unit: env.value('product.product', product, 'list_price'),
    [lineField(env, 'product_uom')]: env.value('product.product', product, 'uom_id'),
    [lineField(env, 'tax_id')]: [[6, 0, taxes]],
  };
}

/** Amounts, the order's sums, and, for a quantity told, more to deliver when the order is confirmed already. */
function refresh(env: Environment, id: number, launches: boolean): void {
  refreshLine(env, id);
  const line = env.get('sale.order.line', id);
  refreshOrder(env, ref(line['order_id']));
  const order = orderOf(env, line);
  if (launches && order['state'] === 'sale' && !order['locked']) launchDelivery(env, order);
}

const fromOrder = (field: string) => (env: Environment, line: Row) => orderOf(env, line)[field] ?? false;

/** Goods by their moves, services by hand. */
function deliveredBy(env: Environment, line: Row): string | false {
  const product = env.follow('sale.order.line', line, 'product_id');
  if (!product) return false;
  return env.value('product.product', product, 'type') === 'consu' ? 'stock_move' : 'manual';
}

export const SALE_ORDER_LINE = defineModel({
  name: 'sale.order.line',
  label: 'Sales Order Line',
  order: 'order_id, sequence, id',
  fields: {
    order_id: many2one('sale.order', 'Order Reference', { required: true, cascade: true }),
    sequence: integer('Sequence', { initial: 10 }),
    company_id: many2one('res.company', 'Company', { compute: fromOrder('company_id') }),
    currency_id: many2one('res.currency', 'Currency', { compute: fromOrder('currency_id') }),
    order_partner_id: many2one('res.partner', 'Customer', { compute: fromOrder('partner_id') }),
    state: selection('Order Status', ['draft', 'sent', 'sale', 'cancel'], { compute: fromOrder('state') }),
    display_type: selection('Display Type', ['line_section', 'line_note']),
    product_id: many2one('product.product', 'Product'),
    name: text('Description', { required: true }),
    product_uom_qty: float('Quantity', { initial: 1 }),
    product_uom: many2one('uom.uom', 'Unit of Measure'),
    price_unit: float('Unit Price'),
    discount: float('Discount (%)'),
    tax_id: many2many('account.tax', 'Taxes'),
    analytic_distribution: json('Analytic Distribution'),
    price_subtotal: monetary('Subtotal'),
    price_tax: float('Total Tax'),
    price_total: monetary('Total'),
    is_delivery: boolean('Is a Delivery'),
    is_downpayment: boolean('Is a down payment'),
    customer_lead: float('Lead Time'),
    qty_delivered: float('Delivery Quantity'),
    qty_delivered_method: selection('Method to update delivered qty', ['manual', 'analytic', 'stock_move'], {
      compute: deliveredBy,
    }),
    qty_invoiced: float('Invoiced Quantity'),
    qty_to_invoice: float('Quantity To Invoice'),
    move_ids: one2many('stock.move', 'sale_line_id', 'Stock Moves'),
    warehouse_id: many2one('stock.warehouse', 'Warehouse', { compute: fromOrder('warehouse_id') }),
  },
  /** "S00002 - Tee blue (SHOP-C-1001)"; 19 names the product instead of the text. */
  displayName(env, row) {
    const order = orderOf(env, row);
    const reference = asText(env.follow('sale.order', order, 'partner_id')?.['ref']);
    const product = env.version === 19 ? ref(row['product_id']) : 0;
    const shown = product ? env.nameOf('product.product', product) : asText(row['name']).split('\n')[0];
    const name = `${asText(order['name'])} - ${shown ?? ''}`;
    return reference ? `${name} (${reference})` : name;
  },
  create(env, vals, next) {
    const id = next({ ...defaults(env, vals), ...vals });
    refresh(env, id, true);
    return id;
  },
  write(env, changed, vals, next) {
    const frozen = Object.keys(vals).filter((name) => name in LOCKED_FIELDS);
    if (frozen.length > 0 && changed.some((id) => orderOf(env, env.get('sale.order.line', id))['locked'])) {
      const labels = frozen.map((name) => LOCKED_FIELDS[name]).join('\n');
      throw userError(`It is forbidden to modify the following fields in a locked order:\n${labels}`);
    }
    for (const id of changed) refuseBelowDelivered(env, env.get('sale.order.line', id), vals);
    next(vals);
    if ('customer_lead' in vals) for (const id of changed) setDeadlines(env, env.get('sale.order.line', id));
    for (const id of changed) refresh(env, id, 'product_uom_qty' in vals);
  },
  unlink(env, ids, next) {
    const orders = ids.map((id) => orderOf(env, env.get('sale.order.line', id)));
    if (orders.every((order) => order['state'] !== 'sale')) {
      next();
      for (const order of orders) refreshOrder(env, order.id);
      return;
    }
    throw userError(
      "Once a sales order is confirmed, you can't remove one of its lines (we need to track if something gets " +
        'invoiced or delivered).\n\t\t\tSet the quantity to 0 instead.',
    );
  },
});

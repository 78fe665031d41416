import type { Environment } from '../orm/environment.js';
import { userError } from '../orm/errors.js';
import { boolean, char, datetime, float, html, integer, many2many, many2one, monetary, one2many, selection } from '../orm/fields.js'; // prettier-ignore
import { defineModel } from '../orm/model.js';
import type { Row, Vals } from '../orm/values.js';
import { ref, text } from '../orm/values.js';
import { actionCancel, actionConfirm, actionDraft, actionQuotationSent, setLocked } from './sale-actions.js';
import { refreshOrder } from './sale-amounts.js';

const currencyOf = (env: Environment, pricelist: unknown, company: number): number =>
  ref((pricelist ? env.get('product.pricelist', Number(pricelist)) : env.get('res.company', company))['currency_id']);

/** What the form would fill in: number, company, warehouse, addresses, currency. */
function defaults(env: Environment, vals: Vals): Vals {
  const company = Number(vals['company_id'] ?? env.companyId);
  const partner = vals['partner_id'] ?? false;
  return {
    name: `S${String(env.store.next('sequence:sale.order')).padStart(5, '0')}`,
    company_id: company,
    warehouse_id: env.rows('stock.warehouse').find((row) => row['company_id'] === company)?.id ?? false,
    partner_invoice_id: partner,
    partner_shipping_id: partner,
    currency_id: currencyOf(env, vals['pricelist_id'], company),
  };
}

function checkCompanies(env: Environment, id: number): void {
  const order = env.get('sale.order', id);
  const warehouse = env.follow('sale.order', order, 'warehouse_id');
  if (!warehouse || warehouse['company_id'] === order['company_id']) return;
  const company = env.nameOf('res.company', ref(order['company_id']));
  throw userError(
    `Incompatible companies on records:\n- “${text(order['name'])}” belongs to company “${company}” and “Warehouse” ` +
      `(warehouse_id: '${text(warehouse['name'])}') belongs to another company.`,
  );
}

function rateOf(env: Environment, row: Row): number {
  const rates = env
    .rows('res.currency.rate')
    .filter((rate) => rate['currency_id'] === row['currency_id'] && text(rate['name']) <= text(row['date_order']))
    .sort((a, b) => (text(a['name']) < text(b['name']) ? 1 : -1));
  return Number(rates[0]?.['company_rate'] ?? 1);
}

export const SALE_ORDER = defineModel({
  name: 'sale.order',
  label: 'Sales Order',
  order: 'date_order desc, id desc',
  fields: {
    name: char('Order Reference', { required: true }),
    company_id: many2one('res.company', 'Company', { required: true }),
    partner_id: many2one('res.partner', 'Customer', { required: true }),
    partner_invoice_id: many2one('res.partner', 'Invoice Address', { required: true }),
    partner_shipping_id: many2one('res.partner', 'Delivery Address', { required: true }),
    state: selection('Status', ['draft', 'sent', 'sale', 'cancel'], { initial: 'draft' }),
    locked: boolean('Locked'),
    client_order_ref: char('Customer Reference'),
    origin: char('Source Document'),
    reference: char('Payment Ref.'),
    date_order: datetime('Order Date', { required: true, initial: (env) => env.now() }),
    commitment_date: datetime('Delivery Date'),
    effective_date: datetime('Effective Date'),
    note: html('Terms and conditions'),
    currency_id: many2one('res.currency', 'Currency'),
    currency_rate: float('Currency Rate', { compute: rateOf }),
    pricelist_id: many2one('product.pricelist', 'Pricelist'),
    fiscal_position_id: many2one('account.fiscal.position', 'Fiscal Position'),
    payment_term_id: many2one('account.payment.term', 'Payment Terms'),
    team_id: many2one('crm.team', 'Sales Team'),
    tag_ids: many2many('crm.tag', 'Tags'),
    user_id: many2one('res.users', 'Salesperson', { initial: (env) => env.uid }),
    warehouse_id: many2one('stock.warehouse', 'Warehouse', { required: true }),
    picking_policy: selection('Shipping Policy', ['direct', 'one'], { initial: 'direct', required: true }),
    carrier_id: many2one('delivery.carrier', 'Delivery Method'),
    order_line: one2many('sale.order.line', 'order_id', 'Order Lines'),
    picking_ids: one2many('stock.picking', 'sale_id', 'Transfers'),
    delivery_count: integer('Delivery Orders', {
      compute: (env, row) => env.rows('stock.picking').filter((picking) => picking['sale_id'] === row.id).length,
    }),
    delivery_status: selection('Delivery Status', ['pending', 'started', 'partial', 'full']),
    invoice_ids: many2many('account.move', 'Invoices', { compute: () => [] }),
    invoice_status: selection('Invoice Status', ['upselling', 'invoiced', 'to invoice', 'no'], { initial: 'no' }),
    amount_untaxed: monetary('Untaxed Amount'),
    amount_tax: monetary('Taxes'),
    amount_total: monetary('Total'),
    duplicated_order_ids: many2many('sale.order', 'Duplicated Order', { compute: twins }),
  },
  create(env, vals, next) {
    const id = next({ ...defaults(env, vals), ...vals });
    checkCompanies(env, id);
    refreshOrder(env, id);
    return id;
  },
  write(env, changed, vals, next) {
    next(vals);
    for (const id of changed) {
      if ('pricelist_id' in vals) {
        const order = env.get('sale.order', id);
        env.patch('sale.order', id, { currency_id: currencyOf(env, vals['pricelist_id'], ref(order['company_id'])) });
      }
      checkCompanies(env, id);
    }
  },
  unlink(env, ids, next) {
    if (ids.every((id) => ['draft', 'cancel'].includes(text(env.get('sale.order', id)['state'])))) return next();
    throw userError('You can not delete a sent quotation or a confirmed sales order. You must first cancel it.');
  },
  methods: {
    action_confirm: actionConfirm,
    action_cancel: actionCancel,
    action_draft: actionDraft,
    action_quotation_sent: actionQuotationSent,
    action_lock: (env, ids) => setLocked(env, ids, true),
    action_unlock: (env, ids) => setLocked(env, ids, false),
  },
});

/** Other drafts of the same customer with the same reference or origin: Odoo shows them, and refuses nothing. */
function twins(env: Environment, row: Row): number[] {
  if (row['state'] !== 'draft') return [];
  const same = (field: string, other: Row): boolean => Boolean(row[field]) && row[field] === other[field];
  return env
    .rows('sale.order')
    .filter((other) => other.id !== row.id && other['partner_id'] === row['partner_id'] && other['state'] !== 'cancel')
    .filter((other) => same('client_order_ref', other) || same('origin', other))
    .map(({ id }) => id);
}

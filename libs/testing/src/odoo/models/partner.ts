import { validationError } from '../orm/errors.js';
import { boolean, char, html, integer, many2many, many2one, one2many, selection } from '../orm/fields.js';
import type { Environment } from '../orm/environment.js';
import { defineModel } from '../orm/model.js';
import type { Row, Vals } from '../orm/values.js';
import { ref, text } from '../orm/values.js';

/** "Jane Shop", and for an address below a contact "Jane Shop, Jane at work". */
const displayName = (env: Environment, row: Row): string => {
  const parent = env.find('res.partner', ref(row['parent_id']));
  return parent ? `${text(parent['name'])}, ${text(row['name'])}` : text(row['name']);
};

function checkName(vals: Vals): void {
  if (vals['name'] || (vals['type'] && vals['type'] !== 'contact')) return;
  throw validationError('The operation cannot be completed: Contacts require a name');
}

/** Customers, vendors and their addresses. `ref` is not unique. */
export const PARTNER = defineModel({
  name: 'res.partner',
  label: 'Contact',
  order: 'complete_name, id desc',
  parent: 'parent_id',
  fields: {
    name: char('Name'),
    complete_name: char('Complete Name', { compute: displayName }),
    ref: char('Reference'),
    active: boolean('Active', { initial: true }),
    email: char('Email'),
    email_normalized: char('Normalized Email', {
      compute: (_, row) => /[^\s<>]+@[^\s<>]+/.exec(text(row['email']))?.[0].toLowerCase() ?? false,
    }),
    phone: char('Phone'),
    mobile: char('Mobile'),
    street: char('Street'),
    street2: char('Street2'),
    zip: char('Zip'),
    city: char('City'),
    state_id: many2one('res.country.state', 'State'),
    country_id: many2one('res.country', 'Country'),
    country_code: char('Country Code', {
      compute: (env, row) => env.follow('res.partner', row, 'country_id')?.['code'] ?? false,
    }),
    parent_id: many2one('res.partner', 'Related Company'),
    child_ids: one2many('res.partner', 'parent_id', 'Contact'),
    commercial_partner_id: many2one('res.partner', 'Commercial Entity', {
      compute: (_, row) => (row['is_company'] ? row.id : ref(row['parent_id']) || row.id),
    }),
    type: selection('Address Type', ['contact', 'invoice', 'delivery', 'other'], { initial: 'contact' }),
    is_company: boolean('Is a Company'),
    company_type: selection('Company Type', ['person', 'company'], {
      compute: (_, row) => (row['is_company'] ? 'company' : 'person'),
      assign: (env, row, value) => env.patch('res.partner', row.id, { is_company: value === 'company' }),
    }),
    customer_rank: integer('Customer Rank'),
    supplier_rank: integer('Supplier Rank'),
    vat: char('Tax ID'),
    lang: selection('Language', undefined, { initial: 'en_US' }),
    tz: selection('Timezone', undefined),
    website: char('Website Link'),
    function: char('Job Position'),
    comment: html('Notes'),
    company_id: many2one('res.company', 'Company'),
    company_name: char('Company Name'),
    user_id: many2one('res.users', 'Salesperson'),
    category_id: many2many('res.partner.category', 'Tags'),
    property_product_pricelist: many2one('product.pricelist', 'Pricelist'),
    property_account_position_id: many2one('account.fiscal.position', 'Fiscal Position'),
    sale_order_ids: one2many('sale.order', 'partner_id', 'Sales Order'),
    sale_order_count: integer('Sale Order Count', {
      compute: (env, row) => env.rows('sale.order').filter((order) => order['partner_id'] === row.id).length,
    }),
  },
  displayName,
  create(_, vals, next) {
    checkName(vals);
    return next(vals);
  },
  write(_, __, vals, next) {
    if ('name' in vals) checkName(vals);
    next(vals);
  },
});

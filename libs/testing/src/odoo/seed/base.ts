import type { Environment } from '../orm/environment.js';
import { seedRows } from './rows.js';
import { seedWarehouse } from './warehouses.js';

const MODULES = {
  account: '18.0.1.3', base: '18.0.1.3', delivery: '18.0.1.0', l10n_us: '18.0.1.1', product: '18.0.1.2',
  purchase: '18.0.1.2', sale: '18.0.1.2', sale_management: '18.0.1.0', sale_stock: '18.0.1.0', stock: '18.0.1.1',
  stock_account: '18.0.1.1', stock_delivery: '18.0.1.0',
}; // prettier-ignore

const UNITS = ['Units', 'Dozens', 'Days', 'Hours', 'm', 'mm', 'km', 'cm', 'kg', 'g', 't', 'L'];

/**
 * A fresh database with the sales, stock and delivery modules and two companies, with the ids such a database has
 * where they are known: company 1 with warehouse WH (stock in location 8), company 2 with WH2 (location 22),
 * users 2 (admin) and 6 (low), United States 233, USD 1, EUR 125 (not active), tax 15% 1.
 */
export function seedBase(env: Environment): void {
  seedRows(env, 'res.lang', { 1: { name: 'English (US)', code: 'en_US', iso_code: 'en', url_code: 'en' } });
  seedRows(env, 'res.currency', {
    1: { name: 'USD', symbol: '$' },
    125: { name: 'EUR', symbol: '€', active: false },
    143: { name: 'GBP', symbol: '£', active: false },
  });
  seedPlaces(env);
  seedRows(env, 'res.partner', {
    1: { name: 'My Company', is_company: true, country_id: 233 },
    2: { name: 'OdooBot', active: false, company_id: 1 },
    3: { name: 'Administrator', company_id: 1 },
    7: { name: 'Low' },
    8: { name: 'Second Co', is_company: true },
  });
  const company = { currency_id: 1, country_id: 233, account_fiscal_country_id: 233, chart_template: 'generic_coa' };
  seedRows(env, 'res.company', {
    1: { ...company, name: 'My Company', partner_id: 1, sequence: 10 },
    2: { ...company, name: 'Second Co', partner_id: 8, sequence: 0 },
  });
  seedRows(env, 'res.users', {
    1: { name: 'OdooBot', login: '__system__', active: false, partner_id: 2, company_id: 1, company_ids: [1], groups: 'all' }, // prettier-ignore
    2: { name: 'Administrator', login: 'admin', partner_id: 3, company_id: 1, company_ids: [1, 2], groups: 'all' },
    6: { name: 'Low', login: 'low', partner_id: 7, company_id: 1, company_ids: [1] },
  });
  Object.entries(MODULES).forEach(([name, version], index) =>
    seedRows(env, 'ir.module.module', { [index + 1]: { name, state: 'installed', installed_version: version } }),
  );
  seedRows(env, 'crm.team', { 1: { name: 'Sales' } });
  seedCatalog(env);
  seedWarehouse(env, { company: 1, warehouse: 1, name: 'My Company', code: 'WH', view: 7, stock: 8, types: [1, 2, 7], adjustment: 14, scrap: 16 }); // prettier-ignore
  seedWarehouse(env, { company: 2, warehouse: 2, name: 'Second WH', code: 'WH2', view: 21, stock: 22, types: [8, 9, 14], adjustment: 18, scrap: 20 }); // prettier-ignore
  env.store.reserve('stock.location', 26);
}

function seedPlaces(env: Environment): void {
  seedRows(env, 'res.country', {
    12: { name: 'Austria', code: 'AT', currency_id: 125 },
    20: { name: 'Belgium', code: 'BE', currency_id: 125 },
    38: { name: 'Canada', code: 'CA' },
    57: { name: 'Germany', code: 'DE', currency_id: 125 },
    75: { name: 'France', code: 'FR', currency_id: 125 },
    165: { name: 'Netherlands', code: 'NL', currency_id: 125 },
    231: { name: 'United Kingdom', code: 'GB', currency_id: 143 },
    233: { name: 'United States', code: 'US', currency_id: 1 },
  });
  seedRows(env, 'res.country.state', {
    13: { name: 'California', code: 'CA', country_id: 233 },
    35: { name: 'New York', code: 'NY', country_id: 233 },
    51: { name: 'Washington', code: 'WA', country_id: 233 },
  });
}

function seedCatalog(env: Environment): void {
  seedRows(env, 'uom.category', { 1: { name: 'Unit' } });
  UNITS.forEach((name, index) => seedRows(env, 'uom.uom', { [index + 1]: { name, category_id: 1 } }));
  seedRows(env, 'account.tax.group', { 1: { name: 'Tax 15%', company_id: 1 }, 2: { name: 'Tax 15%', company_id: 2 } });
  const tax = { name: '15%', amount: 15, country_id: 233 };
  seedRows(env, 'account.tax', {
    1: { ...tax, type_tax_use: 'sale', company_id: 1, tax_group_id: 1 },
    2: { ...tax, type_tax_use: 'purchase', company_id: 1, tax_group_id: 1 },
    3: { ...tax, type_tax_use: 'sale', company_id: 2, tax_group_id: 2 },
    4: { ...tax, type_tax_use: 'purchase', company_id: 2, tax_group_id: 2 },
  });
  seedRows(env, 'product.template', {
    1: {
      name: 'Standard delivery',
      type: 'service',
      list_price: 0,
      sale_ok: false,
      purchase_ok: false,
      taxes_id: [1, 3],
    },
  });
  seedRows(env, 'product.product', { 1: { product_tmpl_id: 1, default_code: 'Delivery_007' } });
  seedRows(env, 'delivery.carrier', { 1: { name: 'Standard delivery', delivery_type: 'fixed', product_id: 1 } });
}

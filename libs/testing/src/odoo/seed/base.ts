import type { Environment } from '../orm/environment.js';
import type { BaseIds } from './ids.js';
import { BASE_IDS } from './ids.js';
import { seedAccounting } from './accounting.js';
import { seedRows } from './rows.js';
import { seedSharedPlaces, seedWarehouse } from './warehouses.js';

const MODULES = {
  account: '1.3', base: '1.3', delivery: '1.0', l10n_us: '1.1', product: '1.2', purchase: '1.2', sale: '1.2',
  sale_management: '1.0', sale_stock: '1.0', stock: '1.1', stock_account: '1.1', stock_delivery: '1.0',
}; // prettier-ignore

const UNITS = {
  18: { 1: 'Units', 2: 'Dozens', 3: 'Days', 4: 'Hours', 5: 'm', 6: 'mm', 7: 'km', 8: 'cm', 9: 'kg', 10: 'g', 11: 't', 12: 'L' },
  19: { 1: 'Units', 2: 'Pack of 6', 4: 'Hours', 5: 'Days', 6: 'Minutes', 7: 'mm', 8: 'cm', 9: 'm', 10: 'km', 11: 'g', 12: 'kg' },
}; // prettier-ignore

/** Of the units that goods are packed in, in units: 18 keeps the inverse. */
const FACTORS: Readonly<Record<string, { factor: number }>> = {
  Dozens: { factor: 1 / 12 },
  'Pack of 6': { factor: 6 },
};

/**
 * A fresh database with the sales, stock and delivery modules and two companies, with the ids such a database has
 * where they are known: companies 1 with warehouse WH and 2 with WH2, user 2 (admin), United States 233, USD 1,
 * tax 15% 1; those that differ between versions are in `ids.ts`.
 */
export function seedBase(env: Environment): void {
  const ids = BASE_IDS[env.version];
  const time_format = env.version === 18 ? '%H:%M:%S' : '%I:%M:%S %p';
  seedRows(env, 'res.lang', {
    1: { name: 'English (US)', code: 'en_US', iso_code: 'en', url_code: 'en', time_format },
  });
  seedRows(env, 'res.currency', {
    1: { name: 'USD', symbol: '$' },
    [ids.euro]: { name: 'EUR', symbol: '€', active: false },
    143: { name: 'GBP', symbol: '£', active: false },
  });
  seedPlaces(env, ids.euro);
  seedRows(env, 'res.partner', {
    1: { name: 'My Company', is_company: true, country_id: 233 },
    2: { name: 'OdooBot', active: false, company_id: 1 },
    3: { name: 'Administrator', company_id: 1 },
    [ids.low.partner]: { name: 'Low' },
    [ids.secondCompany]: { name: 'Second Co', is_company: true },
  });
  const company = { currency_id: 1, country_id: 233, account_fiscal_country_id: 233, chart_template: 'generic_coa' };
  const rounding = env.version === 18 ? 'round_per_line' : 'round_globally';
  seedRows(env, 'res.company', {
    1: {
      ...company,
      name: 'My Company',
      partner_id: 1,
      sequence: 10,
      account_sale_tax_id: 1,
      tax_calculation_rounding_method: rounding,
    },
    2: {
      ...company,
      name: 'Second Co',
      partner_id: ids.secondCompany,
      sequence: 0,
      account_sale_tax_id: ids.secondSaleTax.id,
      tax_calculation_rounding_method: rounding,
    },
  });
  seedRows(env, 'res.users', {
    1: { name: 'OdooBot', login: '__system__', active: false, partner_id: 2, company_id: 1, company_ids: [1], groups: 'all' }, // prettier-ignore
    2: { name: 'Administrator', login: 'admin', partner_id: 3, company_id: 1, company_ids: [1, 2], groups: 'all' },
    [ids.low.user]: { name: 'Low', login: 'low', partner_id: ids.low.partner, company_id: 1, company_ids: [1] },
  });
  Object.entries(MODULES).forEach(([name, version], index) =>
    seedRows(env, 'ir.module.module', {
      [index + 1]: { name, state: 'installed', installed_version: `${env.version}.0.${version}` },
    }),
  );
  [...env.registry.values()].forEach(({ name: model, label: name }, index) =>
    seedRows(env, 'ir.model', { [index + 1]: { model, name } }),
  );
  seedRows(env, 'crm.team', { 1: { name: 'Sales' } });
  seedCatalog(env, ids);
  seedAccounting(env);
  seedSharedPlaces(env);
  for (const warehouse of ids.warehouses) seedWarehouse(env, warehouse);
  env.store.reserve('stock.location', ids.lastLocation);
}

function seedPlaces(env: Environment, euro: number): void {
  seedRows(env, 'res.country', {
    12: { name: 'Austria', code: 'AT', currency_id: euro },
    20: { name: 'Belgium', code: 'BE', currency_id: euro },
    38: { name: 'Canada', code: 'CA' },
    57: { name: 'Germany', code: 'DE', currency_id: euro },
    75: { name: 'France', code: 'FR', currency_id: euro },
    165: { name: 'Netherlands', code: 'NL', currency_id: euro },
    231: { name: 'United Kingdom', code: 'GB', currency_id: 143 },
    233: { name: 'United States', code: 'US', currency_id: 1 },
  });
  seedRows(env, 'res.country.state', {
    13: { name: 'California', code: 'CA', country_id: 233 },
    35: { name: 'New York', code: 'NY', country_id: 233 },
    51: { name: 'Washington', code: 'WA', country_id: 233 },
  });
}

function seedCatalog(env: Environment, { secondSaleTax, exportTaxes }: BaseIds): void {
  const { id: secondTax, ...secondRate } = secondSaleTax;
  seedRows(env, 'uom.category', { 1: { name: 'Unit' } });
  for (const [id, name] of Object.entries(UNITS[env.version])) {
    seedRows(env, 'uom.uom', { [id]: { name, category_id: 1, ...FACTORS[name] } });
  }
  seedRows(env, 'account.tax.group', { 1: { name: 'Tax 15%', company_id: 1 } });
  seedRows(env, 'account.tax.group', { [exportTaxes ? 3 : 2]: { name: 'Tax 15%', company_id: 2 } });
  const tax = { name: '15%', amount: 15, country_id: 233 };
  seedRows(env, 'account.tax', {
    1: { ...tax, type_tax_use: 'sale', company_id: 1, tax_group_id: 1 },
    2: { ...tax, type_tax_use: 'purchase', company_id: 1, tax_group_id: 1 },
    [secondTax]: { ...tax, ...secondRate, type_tax_use: 'sale', company_id: 2, tax_group_id: exportTaxes ? 3 : 2 },
    [secondTax + 1]: { ...tax, type_tax_use: 'purchase', company_id: 2, tax_group_id: exportTaxes ? 3 : 2 },
  });
  if (exportTaxes) {
    const nothing = { amount: 0, country_id: 233, company_id: 1, tax_group_id: 2 };
    seedRows(env, 'account.tax.group', { 2: { name: 'Tax 0%', company_id: 1 } });
    seedRows(env, 'account.tax', {
      3: { ...nothing, name: '0% Exports', type_tax_use: 'sale' },
      4: { ...nothing, name: '0% Imports', type_tax_use: 'purchase' },
    });
  }
  seedRows(env, 'product.template', {
    1: {
      name: 'Standard delivery',
      type: 'service',
      list_price: 0,
      sale_ok: false,
      purchase_ok: false,
      taxes_id: [1, secondTax],
    },
  });
  seedRows(env, 'product.product', { 1: { product_tmpl_id: 1, default_code: 'Delivery_007' } });
  seedRows(env, 'delivery.carrier', { 1: { name: 'Standard delivery', delivery_type: 'fixed', product_id: 1 } });
}

import type { DayChannel } from '../plan/day.js';
import { TAX_PERCENT } from '../plan/money.js';
import type { Odoo } from './json-rpc.js';

/** The channels of a day; the names are part of the mapping's file. */
export const CHANNELS: readonly DayChannel[] = [
  { name: 'day-net', currency: 'USD', taxesIncluded: false },
  { name: 'day-gross', currency: 'USD', taxesIncluded: true },
  { name: 'day-euro', currency: 'EUR', taxesIncluded: false },
];

export const TAX_NAMES = { onTop: 'Day VAT 20% on top', included: 'Day VAT 20% included' } as const;
export const PRICELISTS = { USD: 'Day prices in USD', EUR: 'Day prices in EUR' } as const;

/** Taxes, currencies and pricelists, made where they are not there yet. Shared by all days of a database. */
export async function prepareCommerce(odoo: Odoo): Promise<void> {
  await makeTax(odoo, TAX_NAMES.onTop, 'tax_excluded');
  await makeTax(odoo, TAX_NAMES.included, 'tax_included');
  for (const [currency, name] of Object.entries(PRICELISTS)) await makePricelist(odoo, name, currency);
}

async function makeTax(odoo: Odoo, name: string, include: 'tax_included' | 'tax_excluded'): Promise<void> {
  if ((await odoo.find('account.tax', [['name', '=', name]], [])).length > 0) return;
  const vals = { name, amount: TAX_PERCENT, type_tax_use: 'sale', price_include_override: include };
  await odoo.call('account.tax', 'create', [[vals]]);
}

async function makePricelist(odoo: Odoo, name: string, currency: string): Promise<void> {
  type Currency = { id: number; active: boolean };
  const [found] = await odoo.find<Currency>('res.currency', [['name', '=', currency]], ['id', 'active']);
  if (!found) throw new Error(`Odoo does not know ${currency}`);
  if (!found.active) await odoo.call('res.currency', 'write', [[found.id], { active: true }]);
  if ((await odoo.find('product.pricelist', [['name', '=', name]], [])).length > 0) return;
  await odoo.call('product.pricelist', 'create', [[{ name, currency_id: found.id }]]);
}

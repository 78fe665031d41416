import type { Environment } from '../orm/environment.js';
import { BASE_IDS } from './ids.js';
import { seedRows } from './rows.js';

/** The journals that the chart `generic_coa` makes, in the order of their ids; 19 leaves the cash journal out. */
const JOURNALS = {
  18: [
    ['Customer Invoices', 'INV', 'sale'],
    ['Vendor Bills', 'BILL', 'purchase'],
    ['Miscellaneous Operations', 'MISC', 'general'],
    ['Exchange Difference', 'EXCH', 'general'],
    ['Cash Basis Taxes', 'CABA', 'general'],
    ['Bank', 'BNK1', 'bank'],
    ['Cash', 'CSH1', 'cash'],
    ['Inventory Valuation', 'STJ', 'general'],
  ],
  19: [
    ['Sales', 'INV', 'sale'],
    ['Purchases', 'BILL', 'purchase'],
    ['Miscellaneous Operations', 'MISC', 'general'],
    ['Exchange Difference', 'EXCH', 'general'],
    ['Cash Basis Taxes', 'CABA', 'general'],
    ['Bank', 'BNK1', 'bank'],
    ['Inventory Valuation', 'STJ', 'general'],
  ],
} as const;

/** Journals of both companies, and the names by which the chart knows their sales taxes. */
export function seedAccounting(env: Environment): void {
  const journals = JOURNALS[env.version];
  for (const company of [1, 2]) {
    journals.forEach(([name, code, type], index) =>
      seedRows(env, 'account.journal', {
        [(company - 1) * journals.length + index + 1]: { name, code, type, company_id: company },
      }),
    );
  }
  const sales = { 1: 1, 2: BASE_IDS[env.version].secondSaleTax.id };
  for (const [company, tax] of Object.entries(sales)) {
    const name = { module: 'account', name: `${company}_sale_tax_template` };
    env.create('ir.model.data', { ...name, model: 'account.tax', res_id: tax, noupdate: true });
  }
}

/** What the demo shop's orders carry: VAT of 19%, on top of prices or contained in them. */
export function seedDemoTaxes(env: Environment): void {
  const vat = { amount: 19, type_tax_use: 'sale', company_id: 1 };
  env.create('account.tax', { ...vat, name: 'VAT 19%', price_include_override: 'tax_excluded' });
  env.create('account.tax', { ...vat, name: 'VAT 19% incl.', price_include_override: 'tax_included' });
}

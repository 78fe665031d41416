import { decimalText } from '@penstock/domain';
import type { UsableCompany } from './companies.js';
import { externalIdOf } from './external-id.js';
import type { MappedTax } from './file-shape.js';
import type { Findings, ProblemCode } from './findings.js';
import type { LiveRecords } from './live-records.js';
import type { LiveTax } from './live-shapes.js';
import type { CompanyMapping } from './mapping.js';
import { taxInWords } from './mapping-file.js';

const MENU = 'In Invoicing, Configuration, Taxes,';

/** What the channel's taxes are in Odoo; those that are not as they must be are problems and left out. */
export function taxesOf(company: UsableCompany, records: LiveRecords, into: Findings): CompanyMapping['taxOf'] {
  const known: { readonly mapped: MappedTax; readonly id: number }[] = [];
  for (const mapped of records.taxes === null ? [] : company.mapped.taxes) {
    const live = findTax(company, mapped, records, into);
    if (!live) continue;
    if (!isFit(company.mapped.name, mapped, live, into)) continue;
    into.find(company.mapped.name, taxInWords(mapped), 'account.tax', live);
    known.push({ mapped, id: live.id });
  }
  return ({ title, rate, included }) => {
    const fitting = known.filter(({ mapped }) => mapped.rate.eq(rate) && mapped.included === included);
    const named = fitting.find(({ mapped }) => mapped.title === title.trim());
    return (named ?? fitting.find(({ mapped }) => mapped.title === undefined))?.id;
  };
}

/** By external id, else by name; a company may have a purchase tax of the same name, which is not meant. */
function findTax(
  { mapped: { name: company }, live }: UsableCompany,
  mapped: MappedTax,
  { taxes, idOf }: LiveRecords,
  into: Findings,
): LiveTax | undefined {
  const id = idOf('account.tax', mapped.odoo);
  if (id === 'unknown') return undefined;
  const own = (taxes ?? []).filter(({ company_id }) => company_id.id === live.id);
  const named = own.filter((tax) => (id === undefined ? tax.name === mapped.odoo : tax.id === id));
  const usable = named.filter(isForSales);
  const [first, second] = usable.length > 0 ? usable : named;
  if (second && usable.length > 0) {
    into.miss(
      'TAX_AMBIGUOUS',
      company,
      `two sales taxes of company ${company} are named ${mapped.odoo}`,
      `Name the tax by its external id in the mapping file, or rename one of the two (${MENU.slice(3, -1)}).`,
    );
    return undefined;
  }
  if (!first)
    into.miss(
      'TAX_MISSING',
      company,
      `company ${company} has no tax ${mapped.odoo}, which ${taxInWords(mapped)} is mapped to`,
      `${MENU} press New: Tax Name ${nameFor(mapped)}, Tax Type Sales, Company ${company}, Amount ${percent(mapped)} %, Included in Price ${inclusion(mapped)}.`,
    );
  return first;
}

const isForSales = ({ active, type_tax_use }: LiveTax): boolean => active && type_tax_use === 'sale';

/** All that is wrong with a tax is told at once. */
function isFit(company: string, mapped: MappedTax, live: LiveTax, into: Findings): boolean {
  const wrong: readonly [isWrong: boolean, code: ProblemCode, problem: string, remedy: string][] = [
    [!live.active, 'TAX_ARCHIVED', 'is not active', 'switch Active on'],
    [live.type_tax_use !== 'sale', 'TAX_NOT_FOR_SALES', 'is not for sales', 'choose Tax Type Sales'],
    [
      live.amount_type !== 'percent' || !live.amount.eq(mapped.rate.times('100')),
      'TAX_RATE_WRONG',
      `is ${decimalText(live.amount)} (${live.amount_type}), not ${percent(mapped)} percent of the price`,
      `choose Tax Computation Percentage and Amount ${percent(mapped)}, or map another tax`,
    ],
    [
      live.price_include !== mapped.included,
      'TAX_INCLUSION_WRONG',
      `${live.price_include ? 'is included in prices' : 'comes on top of prices'}, but the channel’s prices ${mapped.included ? 'include' : 'exclude'} it`,
      `choose Included in Price ${inclusion(mapped)} under Advanced Options, or map another tax`,
    ],
  ];
  const faults = wrong.filter(([isWrong]) => isWrong);
  for (const [, code, problem, remedy] of faults)
    into.miss(code, company, `tax ${live.name} (${live.id}) ${problem}`, `${MENU} open ${live.name} and ${remedy}.`);
  return faults.length === 0;
}

/** An external id cannot be typed into a form. */
const nameFor = (mapped: MappedTax): string =>
  externalIdOf(mapped.odoo)
    ? `${mapped.title ?? 'Tax'} ${percent(mapped)}%, and put that name into the file`
    : mapped.odoo;

const percent = ({ rate }: MappedTax): string => decimalText(rate.times('100'));
const inclusion = ({ included }: MappedTax): string => (included ? 'Tax Included' : 'Tax Excluded');

import type { UsableCompany } from './companies.js';
import type { Findings } from './findings.js';
import type { LiveRecords } from './live-records.js';

/** The currency of the books is what the file says, and every currency that orders may come in is switched on. */
export function checkCurrencies({ mapped, live }: UsableCompany, { currencies }: LiveRecords, into: Findings): void {
  const books = live.currency_id.name;
  if (books !== mapped.currency)
    into.miss(
      'CURRENCY_WRONG',
      mapped.name,
      `company ${mapped.name} keeps its books in ${books}, not in ${mapped.currency}`,
      `Put ${books} into the mapping file; Odoo does not let a company with entries change its currency (Settings, Users & Companies, Companies).`,
    );
  for (const code of new Set([mapped.currency, ...mapped.orderCurrencies])) {
    if (currencies?.some(({ name, active }) => name === code && active)) continue;
    into.miss(
      'CURRENCY_INACTIVE',
      mapped.name,
      `currency ${code} is not active`,
      `In Invoicing, Configuration, Currencies, switch ${code} on and enter its rate.`,
    );
  }
}

/** The first pricelist of each currency that is the company's own, else one of all companies. */
export function pricelistsOf(
  { mapped, live }: UsableCompany,
  { pricelists }: LiveRecords,
  into: Findings,
): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const own = (pricelists ?? []).filter(({ company_id }) => company_id?.id === live.id);
  const shared = (pricelists ?? []).filter(({ company_id }) => company_id === null);
  for (const { id, name, currency_id } of [...own, ...shared]) {
    const code = currency_id.name;
    if (known.has(code)) continue;
    known.set(code, id);
    const isOfUse = code === mapped.currency || mapped.orderCurrencies.includes(code);
    if (isOfUse) into.find(mapped.name, `pricelist in ${code}`, 'product.pricelist', { id, name });
  }
  const missing = mapped.orderCurrencies.filter((code) => code !== mapped.currency && !known.has(code));
  for (const code of pricelists === null ? [] : missing) {
    into.miss(
      'PRICELIST_MISSING',
      mapped.name,
      `there is no pricelist in ${code} for company ${mapped.name}`,
      `Switch on Pricelists in Sales, Configuration, Settings, then in Sales, Products, Pricelists press New: Currency ${code}, Company ${mapped.name} or empty.`,
    );
  }
  return known;
}

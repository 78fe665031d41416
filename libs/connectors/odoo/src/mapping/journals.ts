import type { UsableCompany } from './companies.js';
import type { Findings } from './findings.js';
import type { LiveRecords } from './live-records.js';

/** A payment is registered in one of these. */
const MONEY = ['bank', 'cash', 'credit'];

/** Journals by the channel's name of the gateway. */
export function journalsOf(
  { mapped: { name: company, payments }, live }: UsableCompany,
  { journals }: LiveRecords,
  into: Findings,
): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  for (const { gateway, journal: code } of journals === null ? [] : payments) {
    const found = journals?.find((each) => each.code === code && each.company_id.id === live.id);
    if (found && MONEY.includes(found.type)) {
      known.set(gateway, found.id);
      into.find(company, `payment ${gateway}`, 'account.journal', found);
    } else if (found)
      into.miss(
        'JOURNAL_WRONG',
        company,
        `journal ${code} of company ${company} is of type ${found.type}, and payments of ${gateway} need one of money`,
        'In Invoicing, Configuration, Journals, map a journal of type Bank, Cash or Credit Card.',
      );
    else
      into.miss(
        'JOURNAL_MISSING',
        company,
        `company ${company} has no active journal with the short code ${code}, which payments of ${gateway} are mapped to`,
        `In Invoicing, Configuration, Journals, press New: Type Bank, Short Code ${code}, Company ${company}.`,
      );
  }
  return known;
}

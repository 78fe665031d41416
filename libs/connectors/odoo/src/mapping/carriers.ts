import type { UsableCompany } from './companies.js';
import type { Findings } from './findings.js';
import type { LiveRecords } from './live-records.js';
import type { CompanyMapping } from './mapping.js';

const MENU = 'In Sales, Configuration, Delivery Methods,';

/** What the channel's deliveries are in Odoo. */
export function carriersOf(
  { mapped: { name: company, carriers: wanted }, live }: UsableCompany,
  { carriers, idOf }: LiveRecords,
  into: Findings,
): CompanyMapping['carrierOf'] {
  const known = new Map<string, { readonly carrierId: number; readonly productId: number }>();
  for (const { shipping, odoo } of carriers === null ? [] : wanted) {
    const id = idOf('delivery.carrier', odoo);
    if (id === 'unknown') continue;
    const named = (carriers ?? []).filter(
      (each) =>
        (id === undefined ? each.name === odoo : each.id === id) &&
        (each.company_id === null || each.company_id.id === live.id),
    );
    const found = named.find(({ active }) => active);
    if (found) {
      known.set(shipping, { carrierId: found.id, productId: found.product_id.id });
      into.find(company, `delivery ${shipping}`, 'delivery.carrier', found);
    } else if (named.length > 0)
      into.miss(
        'CARRIER_ARCHIVED',
        company,
        `delivery method ${odoo} is archived`,
        `${MENU} filter by Archived, open ${odoo} and choose Action, Unarchive.`,
      );
    else
      into.miss(
        'CARRIER_MISSING',
        company,
        `company ${company} has no delivery method ${odoo}, which ${shipping} is mapped to`,
        `${MENU} press New: Delivery Method ${odoo}, Company ${company} or empty, and a Delivery Product.`,
      );
  }
  return ({ code, title }) => (code === null ? undefined : known.get(code.trim())) ?? known.get(title.trim());
}

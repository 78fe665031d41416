import type { OdooClient } from '@penstock/connector-odoo';
import { choosePartner } from './choose-partner.js';
import type { Customer, Found } from './customer.js';
import { findCandidates } from './find-candidates.js';
import { findPartnerLinks, isUsable, type PartnerLink } from './partner-links.js';
import type { PartnerCompany, PartnerConflict } from './wanted-partner.js';

export interface PartnerSearch {
  /** Customers with a contact under their own name, and those only a person can tell, by customer id. */
  readonly answers: Map<string, Found | PartnerConflict>;
  /** Customers whose contact people entered, or was made for somebody who is the same: to be bound to their name. */
  readonly matched: [customer: Customer, partnerId: number][];
  readonly nobody: Customer[];
  readonly links: ReadonlyMap<string, PartnerLink>;
}

/** Looks customers up in Odoo; changes nothing there. */
export async function searchPartners(
  odoo: OdooClient,
  company: PartnerCompany,
  customers: readonly Customer[],
): Promise<PartnerSearch> {
  const names = customers.flatMap((each) => [...each.names, ...(each.sharedName === null ? [] : [each.sharedName])]);
  const links = await findPartnerLinks(odoo, [...new Set(names)]);
  const partnerOf = (name: string | null | undefined): number | null => {
    const link = links.get(name ?? '');
    return isUsable(link, company) ? link.partner.id : null;
  };
  const search: PartnerSearch = { answers: new Map(), matched: [], nobody: [], links };
  const strangers: Customer[] = [];
  for (const customer of customers) {
    const externalId = customer.names.find((name) => partnerOf(name) !== null);
    const partnerId = partnerOf(externalId);
    if (externalId === undefined || partnerId === null) strangers.push(customer);
    else search.answers.set(customer.customerId, { partnerId, externalId, how: 'known' });
  }
  const identities = strangers.map(({ identity }) => identity);
  const candidates = await findCandidates(odoo, company, identities);
  for (const customer of strangers) {
    const choice = choosePartner(customer.identity, candidates);
    // Found by nothing but the name it was made under: people changed its address since.
    const partnerId = choice === null ? partnerOf(customer.sharedName) : 'id' in choice ? choice.id : null;
    if (choice && 'conflict' in choice) search.answers.set(customer.customerId, choice);
    else if (partnerId !== null) search.matched.push([customer, partnerId]);
    else search.nobody.push(customer);
  }
  return search;
}

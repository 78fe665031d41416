import type { OdooClient } from '@penstock/connector-odoo';
import type { Address } from '@penstock/contracts';
import { type Answers, type Customer, firstOfEach, type Found } from './customer.js';
import { loadInHalves } from './load-in-halves.js';
import { bindPartners, freeNames, isUsable } from './partner-links.js';
import { homeOf, partnerValues } from './partner-rows.js';
import type { Place } from './places.js';
import type { PartnerSearch } from './search-partners.js';
import type { PartnerCompany, PartnerConflict } from './wanted-partner.js';

/**
 * Makes the customers whom nobody is, and binds all that were found or made to the customers' own external ids. Of several who would be the same
 * contact one is made; the others find it the next time.
 * @throws {OdooLostRace} {@link OdooValidation} {@link OdooMissing} when another process did any of it first: look again
 */
export async function makePartners(
  odoo: OdooClient,
  company: PartnerCompany,
  { links, matched, nobody }: PartnerSearch,
  placeOf: (address: Address | null) => Place,
): Promise<Answers> {
  const isFree = (name: string) => !links.get(name)?.partner;
  const nameOf = ({ names }: Customer): string => names.find(isFree) ?? names[0];
  const made = firstOfEach(nobody).map((customer) => [customer.sharedName ?? nameOf(customer), customer] as const);
  const taken = new Set([...made.map(([name]) => name), ...[...matched.map(([each]) => each), ...nobody].map(nameOf)]);
  // Nobody who may be used is behind them: archived, or gone. Left as it is, a `load` would write into it.
  await freeNames(
    odoo,
    [...taken].flatMap((name) => (isUsable(links.get(name), company) ? [] : (links.get(name) ?? []))),
  );
  const ids = await loadInHalves(
    odoo,
    company,
    made.map(([name, each]) => [name, partnerValues(name, each, company, placeOf(homeOf(each.personal)))]),
  );
  const answers = new Map<string, Found | PartnerConflict>();
  const bindings = matched.map(([customer, partnerId]) => ({ name: nameOf(customer), partnerId }));
  for (const [customer, partnerId] of matched)
    answers.set(customer.customerId, { partnerId, externalId: nameOf(customer), how: 'linked' });
  for (const [name, customer] of made) {
    const partnerId = ids.get(name) ?? null;
    const externalId = nameOf(customer);
    if (partnerId === null) answers.set(customer.customerId, { conflict: 'REFUSED', candidates: [] });
    else answers.set(customer.customerId, { partnerId, externalId, how: 'made' });
    if (partnerId !== null && name !== externalId) bindings.push({ name: externalId, partnerId });
  }
  await bindPartners(odoo, bindings);
  return answers;
}

import { type OdooClient, OdooLostRace, OdooMissing, OdooValidation } from '@penstock/connector-odoo';
import { Transient } from '@penstock/messaging';
import { type Customer, customerOf, type Found } from './customer.js';
import { makePartners } from './make-partners.js';
import { findOrMakeAddresses } from './order-addresses.js';
import { findPlaces } from './places.js';
import { searchPartners } from './search-partners.js';
import type { Partner, PartnerCompany, PartnerConflict, WantedPartner } from './wanted-partner.js';

/** Customers of one batch who are one person are found in a round each; so are those that another process makes meanwhile. */
const MOST_ROUNDS = 20;

/**
 * Who the customers of a batch of orders are in Odoo: by our external id, else by VAT number or e-mail address among those people entered, whose
 * data is left as it is; else they are made, all in one call. Where it is not clear who, it is a conflict: nobody is ever merged. Safe to repeat
 * at any point, and by several processes at once.
 * @returns by customer id
 * @throws {Transient} PARTNER_RACE when others kept making the same customers; what the client throws
 */
export async function findOrMakePartners(
  odoo: OdooClient,
  company: PartnerCompany,
  wanted: readonly WantedPartner[],
): Promise<ReadonlyMap<string, Partner | PartnerConflict>> {
  const places = wanted.flatMap(({ personal }) => [
    personal?.billingAddress ?? null,
    personal?.shippingAddress ?? null,
  ]);
  const placeOf = await findPlaces(odoo, places);
  const customers = new Map<string, Customer>();
  for (const one of wanted)
    if (!customers.get(one.customerId)?.personal) customers.set(one.customerId, customerOf(one, company));

  const answers = new Map<string, Found | PartnerConflict>();
  for (let round = 0; answers.size < customers.size; round += 1) {
    const open = [...customers.values()].filter(({ customerId }) => !answers.has(customerId));
    if (round === MOST_ROUNDS) throw new Transient('PARTNER_RACE', `${open.length} customers are being made by others`);
    const search = await searchPartners(odoo, company, open);
    for (const [customerId, found] of search.answers) answers.set(customerId, found);
    const made = await makePartners(odoo, company, search, placeOf).catch(lookAgain);
    for (const [customerId, found] of made) answers.set(customerId, found);
  }

  const partnerIds = new Map<string, number>();
  for (const { orderId, customerId } of wanted) {
    const found = answers.get(customerId);
    if (found && 'partnerId' in found) partnerIds.set(orderId, found.partnerId);
  }
  const addresses = await findOrMakeAddresses(odoo, company, wanted, partnerIds, placeOf);
  return new Map(
    [...answers].map(([customerId, found]) => [customerId, 'conflict' in found ? found : { ...found, addresses }]),
  );
}

/** Another process was faster: what it made is found in the next round. */
function lookAgain(error: unknown): ReadonlyMap<string, never> {
  const raced = [OdooLostRace, OdooValidation, OdooMissing].some((kind) => error instanceof kind);
  if (raced) return new Map<string, never>();
  throw error;
}

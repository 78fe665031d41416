import { type Identity, identityName, identityOf, keysOf } from './identity.js';
import type { Partner, PartnerCompany, PartnerConflict, WantedPartner } from './wanted-partner.js';

/** A wanted partner with all that it may be found by. */
export interface Customer extends WantedPartner {
  readonly identity: Identity;
  /** Its own external ids, without the module: the second is for a customer whom another company keeps to itself. */
  readonly names: readonly [string, ...string[]];
  /** The external id it shares with everybody who must be the same contact. */
  readonly sharedName: string | null;
}

export type Found = Omit<Partner, 'addresses'>;

/** By customer id. */
export type Answers = ReadonlyMap<string, Found | PartnerConflict>;

export function customerOf(wanted: WantedPartner, company: PartnerCompany): Customer {
  const identity = identityOf(wanted.personal);
  const own = `${wanted.customerId}_company_${company.id}`;
  return {
    ...wanted,
    identity,
    names: company.ownsPartners ? [own] : [wanted.customerId, own],
    sharedName: identityName(identity, company),
  };
}

/** One of those who would be made as the same contact, or could turn out to be. */
export function firstOfEach(customers: readonly Customer[]): Customer[] {
  const taken = new Set<string>();
  return customers.filter(({ identity }) => {
    const keys = keysOf(identity);
    if (keys.some((key) => taken.has(key))) return false;
    for (const key of keys) taken.add(key);
    return true;
  });
}

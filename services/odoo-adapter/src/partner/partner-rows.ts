import type { Address, PersonalData } from '@penstock/contracts';
import { MODULE } from '../odoo-system.js';
import type { Place } from './places.js';
import type { PartnerCompany, WantedPartner } from './wanted-partner.js';

type Values = Readonly<Record<string, string | null | undefined>>;

/** The address that is the customer's own: where the invoice goes, as the goods may go to somebody else. */
export const homeOf = (personal: PersonalData | null): Address | null =>
  personal?.billingAddress ?? personal?.shippingAddress ?? null;

/** The cells of a new customer. A channel may withhold the person: the order's number stands in for the name. */
export function partnerValues(
  name: string,
  { orderNumber, personal }: WantedPartner,
  company: PartnerCompany,
  place: Place,
): Values {
  const home = homeOf(personal);
  const business = personal?.taxNumber ? home?.company : null;
  const person = personal?.name ?? home?.name ?? home?.company ?? personal?.email;
  return {
    id: `${MODULE}.${name}`,
    name: business ?? person ?? `Customer of ${orderNumber}`,
    is_company: business ? '1' : '0',
    email: personal?.email,
    phone: personal?.phone ?? home?.phone,
    vat: personal?.taxNumber,
    ...addressValues(home, place),
    'company_id/.id': company.ownsPartners ? String(company.id) : '',
  };
}

export const addressValues = (address: Address | null, { countryId, stateId }: Place): Values => ({
  street: address?.line1,
  street2: address?.line2,
  city: address?.city,
  zip: address?.postalCode,
  'country_id/.id': countryId?.toString(),
  'state_id/.id': stateId?.toString(),
});

/** Who receives: the label says the company first. */
export const recipientOf = ({ company, name }: Address): string | null =>
  [...new Set([company, name])].filter(Boolean).join(', ') || null;

import type { Address, PersonalData } from '@penstock/contracts';
import { MODULE } from '../odoo-system.js';
import type { OrderDraft } from './order-draft.js';
import type { LoadCall } from './sale-order-rows.js';

/** Database ids of the places an address names; null where Odoo does not know them. */
export interface AddressPlace {
  readonly countryId: number | null;
  readonly stateId: number | null;
}

/** Where the goods go; the invoice's address where nothing is shipped. */
export const addressOf = (personal: PersonalData | null): Address | null =>
  personal?.shippingAddress ?? personal?.billingAddress ?? null;

/** The `load` call that makes an order's customer. A channel may withhold the person: the order's number stands in for the name. */
export function partnerRows(draft: OrderDraft, personal: PersonalData | null, place: AddressPlace): LoadCall {
  const address = addressOf(personal);
  const values: Record<string, string | null | undefined> = {
    id: `${MODULE}.${draft.customerId}`,
    name: personal?.name ?? address?.name ?? address?.company ?? personal?.email ?? `Customer of ${draft.orderNumber}`,
    email: personal?.email,
    phone: personal?.phone ?? address?.phone,
    street: address?.line1,
    street2: address?.line2,
    city: address?.city,
    zip: address?.postalCode,
    'country_id/.id': place.countryId?.toString(),
    'state_id/.id': place.stateId?.toString(),
  };
  return { fields: Object.keys(values), rows: [Object.values(values).map((value) => value ?? '')] };
}

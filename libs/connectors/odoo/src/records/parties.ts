import { z } from 'zod';
import { id, many2one, requiredMany2one, requiredText, text } from '../values/fields.js';

// Who trades, and where they are.

export const country = z.object({ id, code: text });
export const countryState = z.object({ id, code: requiredText });

/** With the country, whose states share their codes with those of others. */
export const countryStateOf = z.object({ id, code: requiredText, name: requiredText, country_id: requiredMany2one });

/** `res.partner`: a contact, or with another `type` an address below one. Addresses may be nameless. */
export const partner = z.object({
  id,
  name: text,
  email_normalized: text,
  vat: text,
  street: text,
  street2: text,
  zip: text,
  city: text,
  state_id: many2one,
  country_id: many2one,
  company_id: many2one,
  /** The company a contact belongs to, or itself. */
  commercial_partner_id: requiredMany2one,
});
export type PartnerRecord = z.output<typeof partner>;

export const company = z.object({ id, name: requiredText, currency_id: requiredMany2one });
export type CompanyRecord = z.output<typeof company>;

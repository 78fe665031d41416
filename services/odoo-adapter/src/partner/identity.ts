import { createHash } from 'node:crypto';
import type { PersonalData } from '@penstock/contracts';
import type { PartnerCompany } from './wanted-partner.js';

/** What two mentions of a customer have in common. Null never equals anything. */
export interface Identity {
  /** Letters and digits in upper case. */
  readonly taxNumber: string | null;
  /** In lower case. */
  readonly email: string | null;
}

export const identityOf = (personal: PersonalData | null): Identity => ({
  taxNumber: normalisedTaxNumber(personal?.taxNumber),
  email: normalisedEmail(personal?.email),
});

/** People write `DE 123.456.789` and `de123456789`. Odoo's `/`, which says that there is none, becomes none. */
export const normalisedTaxNumber = (text: string | null | undefined): string | null =>
  text?.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '') || null;

export function normalisedEmail(text: string | null | undefined): string | null {
  const email = text?.trim().toLowerCase();
  return email?.includes('@') ? email : null;
}

/** The names under which no two new customers may be made, within a batch of orders. */
export const keysOf = ({ taxNumber, email }: Identity): string[] => [
  ...(taxNumber === null ? [] : [`tax ${taxNumber}`]),
  ...(email === null ? [] : [`email ${email}`]),
];

/**
 * The external id a new customer is made under: the same for all who share the VAT number or else the e-mail address, so that of two processes
 * that make one customer at once Odoo lets one through. A hash: external ids are shown in places where addresses must not be.
 * @returns null for a customer without either, who is nobody else's double
 */
export function identityName(identity: Identity, { id, ownsPartners = false }: PartnerCompany): string | null {
  const [key] = keysOf(identity);
  if (key === undefined) return null;
  const owner = ownsPartners ? String(id) : '';
  return `partner_${createHash('sha256').update(`${owner} ${key}`).digest('hex').slice(0, 32)}`;
}

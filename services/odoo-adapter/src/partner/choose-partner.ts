import type { PartnerRecord } from '@penstock/connector-odoo';
import { type Identity, normalisedEmail, normalisedTaxNumber } from './identity.js';
import type { PartnerConflict } from './wanted-partner.js';

/**
 * Who of those that people entered is the customer, by VAT number first and e-mail address second. The contacts of a company share its VAT
 * number: they count as one, and the e-mail address tells which of them.
 * @param candidates active contacts, no addresses, of the order's company or of none
 * @returns null where nobody is
 */
export function choosePartner(
  { taxNumber, email }: Identity,
  candidates: readonly PartnerRecord[],
): PartnerRecord | PartnerConflict | null {
  const byTax = taxNumber === null ? [] : candidates.filter(({ vat }) => normalisedTaxNumber(vat) === taxNumber);
  const byEmail = email === null ? [] : candidates.filter((each) => normalisedEmail(each.email_normalized) === email);
  if (byTax.length > 0) return chooseByTax(byTax, byEmail);
  const one = onlyOf(byEmail);
  if (!one || 'conflict' in one) return one;
  const vat = normalisedTaxNumber(one.vat);
  return taxNumber !== null && vat !== null ? conflict('DIFFERENT', byEmail) : one;
}

function chooseByTax(
  byTax: readonly PartnerRecord[],
  byEmail: readonly PartnerRecord[],
): PartnerRecord | PartnerConflict | null {
  const one = onlyOf(byTax);
  if (!one || 'conflict' in one) return one;
  const within = byEmail.filter((each) => entityOf(each) === entityOf(one));
  if (byEmail.length > 0 && within.length === 0) return conflict('DIFFERENT', [one, ...byEmail]);
  const [contact] = within;
  return within.length === 1 && contact ? contact : one;
}

/** The only one, or the company that all the others are contacts of. */
function onlyOf(found: readonly PartnerRecord[]): PartnerRecord | PartnerConflict | null {
  const [first] = found;
  if (!first || found.length === 1) return first ?? null;
  const head = found.find(({ id }) => id === entityOf(first));
  return head && found.every((each) => entityOf(each) === head.id) ? head : conflict('SEVERAL', found);
}

/** The company a contact belongs to, or the contact itself. */
const entityOf = ({ commercial_partner_id: entity }: PartnerRecord): number => entity.id;

const conflict = (why: PartnerConflict['conflict'], among: readonly PartnerRecord[]): PartnerConflict => ({
  conflict: why,
  candidates: among.map(({ id, name }) => ({ id, name: name ?? '' })),
});

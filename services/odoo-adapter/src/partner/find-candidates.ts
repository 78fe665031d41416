import { type OdooClient, type PartnerRecord, records } from '@penstock/connector-odoo';
import type { Identity } from './identity.js';
import type { PartnerCompany } from './wanted-partner.js';

/**
 * The contacts that one of the identities may be, archived ones excluded. Of the company or of none: a contact of another company may not be
 * seen by this one's people. No addresses below a contact, which would all be doubles of it.
 */
export async function findCandidates(
  odoo: OdooClient,
  { id }: PartnerCompany,
  identities: readonly Identity[],
): Promise<readonly PartnerRecord[]> {
  const emails = [...new Set(identities.flatMap(({ email }) => email ?? []))];
  const taxNumbers = [...new Set(identities.flatMap(({ taxNumber }) => taxNumber ?? []))];
  const leaves = [
    // Stored by Odoo for each contact: https://github.com/odoo/odoo/blob/18.0/addons/mail/models/mail_thread_blacklist.py
    ...(emails.length > 0 ? [['email_normalized', 'in', emails]] : []),
    ...taxNumbers.map((taxNumber) => ['vat', '=ilike', anySpelling(taxNumber)]),
  ];
  if (leaves.length === 0) return [];
  const domain = [
    ['company_id', 'in', [false, id]],
    '|',
    ['parent_id', '=', false],
    ['type', '=', 'contact'],
    ...Array<string>(leaves.length - 1).fill('|'),
    ...leaves,
  ];
  return odoo.searchRead('res.partner', domain, records.partner);
}

/** Letters and digits with anything between them: more than is meant, so the answer is compared again. */
const anySpelling = (taxNumber: string): string => `%${[...taxNumber].join('%')}%`;

import { isConflict, type Partner, type PartnerConflict } from '../partner/wanted-partner.js';
import type { Hold } from './hold.js';

const WHY: Readonly<Record<PartnerConflict['conflict'], string>> = {
  SEVERAL: 'several contacts in Odoo carry its customer’s VAT number or e-mail address',
  DIFFERENT: 'its customer’s VAT number and e-mail address lead to different contacts in Odoo',
  REFUSED: 'Odoo does not take its customer’s data',
};

/**
 * What keeps an order out of Odoo whose customer is nobody yet, or whose address is not taken. Ids only: names of people do not belong into events.
 */
export function unclearCustomer(partner: Partner | PartnerConflict | undefined): Hold {
  const conflict = partner && isConflict(partner) ? partner : undefined;
  const contacts = (conflict?.candidates ?? []).map(({ id }) => `res.partner,${id}`).join(' ');
  return {
    kind: 'PARTNER_CONFLICT',
    thing: `${conflict?.conflict ?? 'ADDRESS'} ${contacts}`.trim(),
    why: conflict ? WHY[conflict.conflict] : 'Odoo does not take the address it goes to',
    facts: { conflict: conflict?.conflict ?? 'ADDRESS', ...(contacts && { contacts }) },
    remedy: contacts
      ? 'Merge the contacts in Odoo, or correct VAT numbers and e-mail addresses so that one is the customer.'
      : 'Correct the customer’s data at the channel, or let Odoo take it as it is.',
  };
}

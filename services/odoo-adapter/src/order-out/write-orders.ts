import type { PersonalData } from '@penstock/contracts';
import type { OdooClient } from '@penstock/connector-odoo';
import { Transient } from '@penstock/messaging';
import type { CompanyMapping } from '../mapping/mapping.js';
import { findOrMakePartners } from '../partner/find-or-make-partners.js';
import { isConflict, type Partner, type PartnerConflict, type WantedPartner } from '../partner/wanted-partner.js';
import type { DatabaseTraits } from './database-traits.js';
import { chargeProducts } from './charge-products.js';
import type { Charge } from './charges.js';
import type { Hold } from './hold.js';
import { allOf, inHalves } from './in-halves.js';
import { type AddressedOrder, saleOrderRows, undistributed } from './sale-order-rows.js';
import type { ResolvedOrder } from './resolve-order.js';
import { sharedAsDefaults } from './shared-defaults.js';

export interface OrderToWrite {
  readonly resolved: ResolvedOrder;
  readonly personal: PersonalData | null;
}

export interface WrittenNow {
  readonly odooId: number;
  /** Name of the customer's external id, without the module. */
  readonly customer: string;
}

/**
 * Writes orders of one company: their customers, then all of them with all their lines in one call.
 * @returns by order id the quotation, what keeps the order from being one, or the error that it failed with
 */
export async function writeOrders(
  odoo: OdooClient,
  traits: DatabaseTraits,
  company: CompanyMapping,
  orders: readonly OrderToWrite[],
): Promise<ReadonlyMap<string, WrittenNow | Hold | Error>> {
  try {
    return await writeAll(odoo, traits, company, orders);
  } catch (error) {
    const ids = orders.map(({ resolved }) => resolved.draft.orderId);
    return allOf(ids, error);
  }
}

/** @throws what the client throws about customers and charges: it concerns all of them */
async function writeAll(
  odoo: OdooClient,
  traits: DatabaseTraits,
  company: CompanyMapping,
  orders: readonly OrderToWrite[],
): Promise<Map<string, WrittenNow | Hold | Error>> {
  const results = new Map<string, WrittenNow | Hold | Error>();
  const partners = await findOrMakePartners(odoo, company, orders.map(wantedPartner));
  const addressed: (AddressedOrder & { customer: string })[] = [];
  for (const { resolved } of orders) {
    const { orderId, customerId } = resolved.draft;
    const partner = partners.get(customerId);
    const addresses = partner && !isConflict(partner) ? partner.addresses.get(orderId) : undefined;
    if (partner && !isConflict(partner) && addresses) {
      addressed.push({ ...resolved, partnerId: partner.partnerId, addresses, customer: partner.externalId });
    } else results.set(orderId, unclearCustomer(partner));
  }
  const charges = await chargeProducts(odoo, chargesOf(addressed));
  const names = await odoo.fieldNames();
  const { language, mayDistribute } = await traits.current();
  const refused = await inHalves(addressed, async (part) => {
    const wanted = saleOrderRows(part, names, charges);
    const { fields, rows, context } = sharedAsDefaults(mayDistribute ? wanted : undistributed(wanted));
    const ids = await odoo.load('sale.order', fields, rows, {
      ...{ companies: [company.id], context },
      ...(language !== undefined && { language }),
    });
    for (const [index, { draft, customer }] of part.entries())
      results.set(draft.orderId, { odooId: idOf(ids, index), customer });
  });
  for (const [{ draft }, error] of refused) results.set(draft.orderId, error);
  return results;
}

function idOf(ids: readonly number[], index: number): number {
  const id = ids[index];
  if (id === undefined) throw new Transient('ODOO_MISSING', 'load answered with fewer ids than orders');
  return id;
}

const wantedPartner = ({ resolved: { draft }, personal }: OrderToWrite): WantedPartner => ({
  orderId: draft.orderId,
  orderNumber: draft.orderNumber,
  customerId: draft.customerId,
  personal,
});

const chargesOf = (orders: readonly ResolvedOrder[]): ReadonlySet<Charge> =>
  new Set(
    orders.flatMap(({ lines }) => lines.flatMap((each) => (each.productId === null ? (each.line.charge ?? []) : []))),
  );

const WHY: Readonly<Record<PartnerConflict['conflict'], string>> = {
  SEVERAL: 'several contacts in Odoo carry its customer’s VAT number or e-mail address',
  DIFFERENT: 'its customer’s VAT number and e-mail address lead to different contacts in Odoo',
  REFUSED: 'Odoo does not take its customer’s data',
};

/** Ids only: names of people do not belong into events. */
function unclearCustomer(partner: Partner | PartnerConflict | undefined): Hold {
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

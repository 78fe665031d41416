import { createHash } from 'node:crypto';
import { type OdooClient, type PartnerRecord, records } from '@penstock/connector-odoo';
import type { Address } from '@penstock/contracts';
import { MODULE } from '../odoo-system.js';
import { loadInHalves } from './load-in-halves.js';
import { findPartnerLinks, freeNames, isUsable } from './partner-links.js';
import { addressValues, recipientOf } from './partner-rows.js';
import type { Place } from './places.js';
import type { OrderAddresses, PartnerCompany, WantedPartner } from './wanted-partner.js';

type Purpose = 'delivery' | 'invoice';

/** An address that the customer does not have in Odoo yet, or not as its own. */
interface ChildAddress {
  readonly name: string;
  readonly purpose: Purpose;
  readonly parent: PartnerRecord;
  readonly address: Address;
}

/**
 * Where the goods and the invoice of each order go: the customer, or an address below it that is made once for all orders that go there.
 * @param partnerIds by order id
 * @returns by order id; orders whose address Odoo refuses are absent
 */
export async function findOrMakeAddresses(
  odoo: OdooClient,
  company: PartnerCompany,
  orders: readonly WantedPartner[],
  partnerIds: ReadonlyMap<string, number>,
  placeOf: (address: Address | null) => Place,
): Promise<ReadonlyMap<string, OrderAddresses>> {
  const ids = [...new Set(partnerIds.values())];
  const partners = ids.length > 0 ? await odoo.searchRead('res.partner', [['id', 'in', ids]], records.partner) : [];
  const parents = new Map(partners.map((partner) => [partner.id, partner]));
  const childOf = ({ orderId, personal }: WantedPartner, purpose: Purpose): ChildAddress | null => {
    const address = purpose === 'delivery' ? personal?.shippingAddress : personal?.billingAddress;
    const parent = parents.get(partnerIds.get(orderId) ?? 0);
    if (!address?.line1 || !parent || isHome(parent, address, placeOf(address))) return null;
    return { name: nameOf(parent, purpose, address), purpose, parent, address };
  };
  const wanted = orders.map((order) => ({
    order,
    delivery: childOf(order, 'delivery'),
    invoice: childOf(order, 'invoice'),
  }));
  const children = new Map(
    wanted.flatMap(({ delivery, invoice }) =>
      [delivery, invoice].flatMap((child) => (child ? [[child.name, child]] : [])),
    ),
  );
  const made = await findOrMakeChildren(odoo, company, [...children.values()], placeOf);
  const addresses = new Map<string, OrderAddresses>();
  for (const { order, delivery, invoice } of wanted) {
    const partnerId = partnerIds.get(order.orderId);
    const shippingId = delivery ? made.get(delivery.name) : partnerId;
    const invoiceId = invoice ? made.get(invoice.name) : partnerId;
    if (shippingId != null && invoiceId != null) addresses.set(order.orderId, { shippingId, invoiceId });
  }
  return addresses;
}

async function findOrMakeChildren(
  odoo: OdooClient,
  company: PartnerCompany,
  children: readonly ChildAddress[],
  placeOf: (address: Address | null) => Place,
): Promise<ReadonlyMap<string, number | null>> {
  if (children.length === 0) return new Map();
  const links = await findPartnerLinks(
    odoo,
    children.map(({ name }) => name),
  );
  const found = new Map<string, number>();
  for (const [name, link] of links) if (isUsable(link, company)) found.set(name, link.partner.id);
  const missing = children.filter(({ name }) => !found.has(name));
  await freeNames(
    odoo,
    missing.flatMap(({ name }) => links.get(name) ?? []),
  );
  const rows = missing.map((child) => [child.name, childValues(child, placeOf(child.address))] as const);
  return new Map([...found, ...(await loadInHalves(odoo, company, rows))]);
}

const childValues = ({ name, purpose, parent, address }: ChildAddress, place: Place) => ({
  id: `${MODULE}.${name}`,
  type: purpose,
  'parent_id/.id': String(parent.id),
  name: recipientOf(address) ?? parent.name,
  phone: address.phone,
  ...addressValues(address, place),
  'company_id/.id': parent.company_id?.id.toString(),
});

/** Stable by content: the same address of the same customer is the same contact, however often it is ordered to. */
function nameOf(parent: PartnerRecord, purpose: Purpose, address: Address): string {
  const { line1, line2, city, region, postalCode, country, phone } = address;
  const content = [recipientOf(address), line1, line2, city, region, postalCode, country, phone].map(plain);
  const hash = createHash('sha256').update(JSON.stringify([parent.id, ...content]));
  return `${purpose}_${hash.digest('hex').slice(0, 32)}`;
}

function isHome(partner: PartnerRecord, address: Address, { countryId, stateId }: Place): boolean {
  const { line1, line2, city, postalCode } = address;
  const here = [recipientOf(address) ?? partner.name, line1, line2, city, postalCode].map(plain);
  const home = [partner.name, partner.street, partner.street2, partner.city, partner.zip].map(plain);
  const samePlace = (partner.country_id?.id ?? null) === countryId && (partner.state_id?.id ?? null) === stateId;
  return samePlace && here.every((text, index) => text === home[index]);
}

const plain = (text: string | null): string => text?.trim().replace(/\s+/g, ' ').toLowerCase() ?? '';

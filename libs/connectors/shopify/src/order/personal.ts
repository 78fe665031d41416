import type { Address, PersonalData } from '@penstock/contracts';
import type { AddressPayload, OrderPayload } from '../payload/order-payload.js';
import { type ShopifySource, customerIdOf } from './source.js';

const filled = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text);

const nameOf = (first: string | null, last: string | null): string | null =>
  filled([first, last].filter((part) => filled(part) !== null).join(' '));

const readAddress = (address: AddressPayload | null): Address | null =>
  address && {
    name: filled(address.name) ?? nameOf(address.first_name, address.last_name),
    company: filled(address.company),
    line1: filled(address.address1),
    line2: filled(address.address2),
    city: filled(address.city),
    region: filled(address.province_code) ?? filled(address.province),
    postalCode: filled(address.zip),
    country: filled(address.country_code),
    phone: filled(address.phone),
  };

/**
 * Everything in an order that names a person; null where the shop withholds it (an app without access to protected customer data).
 * A guest has no customer id: then the order is the subject of erasure.
 */
export function readPersonal(order: OrderPayload, source: ShopifySource): PersonalData | null {
  const { customer } = order;
  const billingAddress = readAddress(order.billing_address);
  const shippingAddress = readAddress(order.shipping_address);
  const name = nameOf(customer?.first_name ?? null, customer?.last_name ?? null);
  const email = filled(order.email) ?? filled(customer?.email ?? null);
  const phone = filled(order.phone) ?? filled(customer?.phone ?? null);
  if (!customer && !billingAddress && !shippingAddress && email === null && phone === null) return null;
  return {
    subjectId: customerIdOf(source, customer?.id ?? `guest:${order.id}`),
    name: name ?? shippingAddress?.name ?? billingAddress?.name ?? null,
    email,
    phone,
    // Shopify's order has none: https://shopify.dev/docs/api/admin-rest/latest/resources/order
    taxNumber: null,
    locale: filled(order.customer_locale),
    billingAddress,
    shippingAddress,
  };
}

import { createHash } from 'node:crypto';
import type { Address, PersonalData } from '@penstock/contracts';

/** In one order, so that the same address always makes the same text. */
const PARTS = ['name', 'company', 'line1', 'line2', 'city', 'region', 'postalCode', 'country', 'phone'] as const satisfies (keyof Address)[]; // prettier-ignore

/** Tells whether goods go elsewhere, without keeping where. Null where the channel withholds it: it did not say that anything changed. */
export function addressHash(personal: PersonalData | null): string | null {
  const address = personal?.shippingAddress;
  if (!address) return null;
  const parts = PARTS.map((part) => address[part]?.trim() ?? '');
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

import { createHash } from 'node:crypto';

/** What a canonical id names; the prefix tells a reader at once. */
export type IdKind =
  | 'ord'
  | 'orl'
  | 'res'
  | 'pay'
  | 'pyo'
  | 'cus'
  | 'prd'
  | 'loc'
  | 'lst'
  | 'shp'
  | 'ret'
  | 'cnt'
  | 'trf'
  | 'exp'
  | 'cmp'
  | 'dft'
  | 'exc';

/** A canonical id: prefix, underscore, 26 characters of Crockford base 32. */
export type CanonicalId<K extends IdKind = IdKind> = `${K}_${string}`;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 130 bits of the hash as 26 characters of Crockford's base 32 (https://www.crockford.com/base32.html), lower case. */
function base32(hash: Buffer): string {
  let bits = BigInt(`0x${hash.subarray(0, 17).toString('hex')}`) >> 6n;
  let text = '';
  for (let i = 0; i < 26; i += 1) {
    text = ALPHABET[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}

/**
 * The canonical id of a thing, derived from who records it, so that everybody who meets it derives the same id without asking.
 * @param entity company or brand, such as `main`
 * @param system the system of record with its instance, such as `shopify:demo-shop` or `odoo:main`
 * @param externalId the id there, as text
 */
export function canonicalId<K extends IdKind>(
  kind: K,
  entity: string,
  system: string,
  externalId: string,
): CanonicalId<K> {
  // Lengths keep ("a","bc") and ("ab","c") apart.
  const parts = [kind, entity, system, externalId].map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
  return `${kind}_${base32(createHash('sha256').update(parts).digest())}`;
}

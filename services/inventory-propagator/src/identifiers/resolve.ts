import { type Decimal, decimal } from '@penstock/domain';
import type { Transaction } from '@penstock/persistence';
import { codeOf } from './gtin.js';
import type { IdentifierClaimRow } from './identifier.js';

/** A product by one of its names. */
export type Named =
  | { readonly sku: string }
  /** As scanned: a GTIN of any length, or a number of one's own. */
  | { readonly barcode: string }
  /** See `product_listing`. */
  | { readonly listing: { readonly destination: string; readonly ref: string } };

/** What a name stands for. */
export type Resolved =
  | {
      readonly kind: 'product';
      readonly productId: string;
      /** The pack's unit where it is the barcode of a pack; null for the product itself. */
      readonly unit: string | null;
      /** How much of the product's own unit it names. */
      readonly contains: Decimal;
    }
  | { readonly kind: 'unknown' }
  /** More than one thing has the name: nobody can say which is meant. */
  | { readonly kind: 'contested'; readonly productIds: readonly string[] };

const ONE = decimal('1');
const UNKNOWN: Resolved = { kind: 'unknown' };
const itself = (productId: string | null | undefined): Resolved =>
  productId == null ? UNKNOWN : { kind: 'product', productId, unit: null, contains: ONE };

type Claim = Pick<IdentifierClaimRow, 'kind' | 'value' | 'productId' | 'unit' | 'contains' | 'isPack' | 'held'>;

/** What a barcode stands for. @param claims at least those of its value */
export function claimedBy(claims: readonly Claim[], barcode: string): Resolved {
  const code = codeOf(barcode);
  const own = claims.filter(({ held, kind, value }) => held && kind === code?.kind && value === code.value);
  const [first] = own;
  if (!first) return UNKNOWN;
  if (own.length > 1) return { kind: 'contested', productIds: [...new Set(own.map(({ productId }) => productId))] };
  const { productId, unit, contains, isPack } = first;
  return { kind: 'product', productId, unit: isPack ? unit : null, contains };
}

/**
 * What each name stands for, in the same order: one query for each kind of name, and no locks. What is done with an answer holds only under the
 * lock of the product, where its row still says so.
 */
export async function resolve(transaction: Transaction, named: readonly Named[]): Promise<Resolved[]> {
  const skus = named.flatMap((one) => ('sku' in one ? [one.sku] : []));
  const barcodes = named.flatMap((one) => ('barcode' in one ? [one.barcode] : []));
  const listings = named.flatMap((one) => ('listing' in one ? [one.listing] : []));
  const bySku = await productsBySku(transaction, skus);
  const claims = await claimsOf(transaction, barcodes);
  const byListing = await productsByListing(transaction, listings);
  return named.map((one) => {
    if ('sku' in one) return itself(bySku.get(one.sku));
    if ('barcode' in one) return claimedBy(claims, one.barcode);
    return itself(byListing.get(`${one.listing.destination} ${one.listing.ref}`));
  });
}

async function productsBySku(transaction: Transaction, skus: readonly string[]): Promise<Map<string, string>> {
  if (skus.length === 0) return new Map();
  const rows = await transaction.query<{ sku: string; productId: string }>(
    `SELECT s.sku, p.product_id AS "productId" FROM catalog_sku s JOIN product p ON p.product_id = s.product_id AND p.sku = s.sku
     WHERE s.sku = ANY($1::text[])`,
    [skus],
    'products by sku',
  );
  return new Map(rows.map(({ sku, productId }) => [sku, productId]));
}

async function claimsOf(transaction: Transaction, barcodes: readonly string[]): Promise<Claim[]> {
  const values = barcodes.flatMap((barcode) => codeOf(barcode)?.value ?? []);
  if (values.length === 0) return [];
  const rows = await transaction.query<Omit<Claim, 'contains'> & { contains: string }>(
    `SELECT kind, value, product_id AS "productId", unit, contains, is_pack AS "isPack", held FROM identifier_claim
     WHERE value = ANY($1::text[]) AND held`,
    [values],
    'claims of barcodes',
  );
  return rows.map((row) => ({ ...row, contains: decimal(row.contains) }));
}

async function productsByListing(
  transaction: Transaction,
  listings: readonly { destination: string; ref: string }[],
): Promise<Map<string, string>> {
  if (listings.length === 0) return new Map();
  const rows = await transaction.query<{ destination: string; ref: string; productId: string }>(
    `SELECT l.destination, l.ref, l.product_id AS "productId" FROM unnest($1::text[], $2::text[]) AS k(destination, ref)
     JOIN channel_listing l USING (destination, ref) WHERE l.product_id IS NOT NULL AND l.active`,
    [listings.map(({ destination }) => destination), listings.map(({ ref }) => ref)],
    'products by listing',
  );
  return new Map(rows.map(({ destination, ref, productId }) => [`${destination} ${ref}`, productId]));
}

import type { ProductLinked } from '@penstock/contracts';
import { codeOf } from '../identifiers/gtin.js';
import { channelListings, type ChannelListingRow, namedListings } from '../listing-mapping/channel-listing.js';
import { type ChannelBuffers, listedAt } from '../listings/listed.js';
import type { ListingRow } from '../listings/listing.js';
import type { Stock } from '../stock/stock.js';

/** Names, without a lock, the listings that a product may concern: those of its SKU and its codes, and those it stands at already. */
export const namedRefs = ({ productId, sku, barcode, packs }: ProductLinked) => [
  namedListings.children('listedUnder', productId),
  ...(sku === null ? [] : [namedListings.children('sku', sku)]),
  ...[barcode, ...packs.map((pack) => pack.barcode)].flatMap((text) => {
    const code = codeOf(text);
    return code ? [namedListings.children('code', code.value)] : [];
  }),
];

export interface Listing {
  readonly stock: Stock;
  /** The rows that differ. */
  readonly mappings: readonly ChannelListingRow[];
}

/**
 * The linked product with a listing wherever a channel lists its SKU and nothing speaks against it; every other listing that it may concern is
 * marked for the mapping loop.
 * @param stock as the event makes it
 * @param rows what {@link namedRefs} named, locked
 * @param others listings that may stand under another product: the one that held the SKU before
 */
export function listedProduct(
  stock: Stock,
  rows: readonly ChannelListingRow[],
  buffers: ChannelBuffers,
  others: readonly ListingRow[],
): Listing {
  const { productId, sku } = stock.product;
  const holders = new Set([productId, ...others.map((one) => one.productId)]);
  let next = stock;
  const mappings = rows.map((row): ChannelListingRow => {
    const buffer = buffers.get(row.destination);
    const isPlain = row.active && (row.code === null || row.decidedSku !== null || row.productId === productId);
    const isFree = row.listedUnder === null || holders.has(row.listedUnder);
    if (sku === null || row.sku !== sku || buffer === undefined || !isPlain || !isFree) {
      // Whether it concerns the product in the end is for the loop to say; where it stands at it as before, there is nothing to say.
      const isSettled = row.productId === productId && row.sku === sku && row.problem === null;
      return isSettled || row.pending ? row : { ...row, pending: true };
    }
    const known = others.find((one) => one.destination === row.destination && one.ref === row.ref);
    next = listedAt(next, { ...row, sku, buffer }, known);
    if (row.productId === productId && row.listedUnder === productId && row.problem === null) return row;
    return { ...row, productId, listedUnder: productId, pending: row.pending || row.problem !== null };
  });
  return { stock: next, mappings: mappings.filter((row) => !rows.includes(row)) };
}

export const mappingRefs = (named: readonly { readonly destination: string; readonly ref: string }[]) =>
  named.map((one) => channelListings.one(one));

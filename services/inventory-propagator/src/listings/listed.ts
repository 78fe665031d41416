import type { Channel } from '../channels/channel.js';
import type { Stock } from '../stock/stock.js';
import { type ListingRow, listings } from './listing.js';

/** The channels that are told, by destination, with the units kept back from each. */
export type ChannelBuffers = ReadonlyMap<string, number>;

export const buffersOf = (channels: readonly Channel[]): ChannelBuffers =>
  new Map(channels.map(({ destination, buffer }) => [destination, buffer]));

interface Place {
  readonly destination: string;
  readonly ref: string;
}

/** A listing, as what a product is to be listed there. */
export interface ListedPlace extends Place {
  /** The SKU it stands for; where that is not the product's own, nothing is offered. */
  readonly sku: string;
  readonly buffer: number;
}

/**
 * The stock with a listing of its product.
 * @param known the row where it stands under another product; it is to be taken from there
 */
export function listedAt(stock: Stock, place: ListedPlace, known?: ListingRow): Stock {
  const { productId } = stock.product;
  const { destination, ref, sku, buffer } = place;
  const row = stock.listings.find((one) => isAt(place, one)) ?? known ?? listings.initial({ destination, ref });
  if (row.productId === productId && row.sku === sku && row.buffer === buffer) return stock;
  return { ...stock, listings: [...withoutListing(stock, place).listings, { ...row, productId, sku, buffer }] };
}

/** The stock without a listing: it stands under another product now, or is gone. */
export const withoutListing = (stock: Stock, place: Place): Stock => ({
  ...stock,
  listings: stock.listings.filter((one) => !isAt(place, one)),
});

const isAt = (a: Place, b: Place): boolean => a.destination === b.destination && a.ref === b.ref;

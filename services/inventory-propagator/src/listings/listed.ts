import type { Channel } from '../channels/channel.js';
import type { Stock } from '../stock/stock.js';
import { type ListingRow, listings } from './listing.js';

/** The channels that list products, by SKU. */
export type Assortment = ReadonlyMap<string, readonly { destination: string; ref: string; buffer: number }[]>;

export function assortmentOf(channels: readonly Channel[]): Assortment {
  const all = channels.flatMap(({ destination, buffer, listings: listed }) =>
    listed.map(({ sku, ref }) => ({ sku, place: { destination, ref, buffer } })),
  );
  const bySku = Map.groupBy(all, ({ sku }) => sku);
  return new Map([...bySku].map(([sku, places]) => [sku, places.map(({ place }) => place)]));
}

/**
 * The stock with a listing wherever a channel lists its SKU.
 * @param others listings that may stand under another product: the one that held the SKU before
 */
export function listed(stock: Stock, assortment: Assortment, others: readonly ListingRow[] = []): Stock {
  const { productId, sku } = stock.product;
  if (sku === null) return stock;
  const places = assortment.get(sku) ?? [];
  const kept = stock.listings.filter((one) => !places.some((place) => same(place, one)));
  const own = places.map((place) => {
    const row = [...stock.listings, ...others].find((one) => same(place, one)) ?? listings.initial(place);
    const { buffer } = place;
    if (row.productId === productId && row.sku === sku && row.buffer === buffer) return row;
    return { ...row, productId, sku, buffer };
  });
  return { ...stock, listings: [...kept, ...own] };
}

interface Place {
  readonly destination: string;
  readonly ref: string;
}

const same = (a: Place, b: Place): boolean => a.destination === b.destination && a.ref === b.ref;

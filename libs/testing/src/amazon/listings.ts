import { demoCatalogue } from '../stand-in/demo-catalogue.js';
import type { Journal } from '../stand-in/journal.js';
import { numberedSku, portionsUpTo } from '../stand-in/numbered-products.js';

/** What Amazon has of a seller's SKU, as far as its stock goes. */
export interface Listing {
  readonly sku: string;
  /** False for a SKU that was patched into being: attributes without an item, which nobody can buy. */
  readonly buyable: boolean;
  /** Null before the first time. */
  readonly quantity: number | null;
  /** Days until the seller ships; a patch that replaces the attribute forgets it, one that merges does not. */
  readonly leadTimeDays: number | null;
}

const COLLECTION = 'listing';

export const newListing = (sku: string): Listing => ({ sku, buyable: true, quantity: null, leadTimeDays: 2 });

/** A new account's listings: the demo catalogue's, and so many numbered ones. */
export function seedListings(state: Journal, numbered: number): void {
  if (state.count(COLLECTION) > 0) return;
  putListings(
    state,
    demoCatalogue.products.map(({ sku }) => newListing(sku)),
  );
  for (const portion of portionsUpTo(numbered)) {
    putListings(
      state,
      portion.map((n) => newListing(numberedSku(n))),
    );
  }
}

/** The listing; undefined where the SKU was never listed or is deleted. */
export const listingOf = (state: Journal, sku: string): Listing | undefined =>
  state.get<Listing | null>(COLLECTION, sku) ?? undefined;

export const allListings = (state: Journal): Listing[] =>
  state.all<Listing | null>(COLLECTION).filter((listing) => listing !== null);

export const putListings = (state: Journal, listings: readonly Listing[]): void =>
  state.put(...listings.map((listing) => ({ collection: COLLECTION, key: listing.sku, value: listing })));

export const dropListing = (state: Journal, sku: string): void =>
  state.put({ collection: COLLECTION, key: sku, value: null });

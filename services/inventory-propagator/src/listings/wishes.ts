import type { Given } from '@penstock/messaging';
import type { Rules } from '../rules/rules.js';
import type { Sellable } from '../rules/sellable.js';
import type { ProductRow } from '../stock/product.js';
import type { ListingRow } from './listing.js';
import { offered, wish } from './wish.js';

export interface Wishes {
  readonly listings: readonly ListingRow[];
  /** True where a listing was computed with newer rules than these: it is left as it is, and the product must be reviewed. */
  readonly outdated: boolean;
}

/** A product's listings, and what they were before whatever just happened. */
export interface Listed {
  readonly product: ProductRow;
  readonly listings: readonly ListingRow[];
  readonly before: readonly ListingRow[];
}

/**
 * What each listing of a product should offer now.
 * @param sellable null while nobody knows what is there: the listings are left as they are, for telling zero would empty the shop
 */
export function wishes(
  { product, listings, before }: Listed,
  sellable: Sellable | null,
  rules: Rules,
  given: Given,
): Wishes {
  if (listings.length === 0) return { listings, outdated: false };
  const outdated = listings.some(({ rulesVersion }) => rulesVersion > rules.version);
  if (outdated) return { listings, outdated };
  const ruleOf = (listing: ListingRow) => rules.ruleFor(channelNameOf(listing.destination), listing.sku, listing);
  const ruled = listings.map((listing) => ({ listing, rule: ruleOf(listing), own: listing.sku === product.sku }));
  const best = Math.min(...ruled.filter(({ own }) => own).map(({ rule }) => rule.priority));
  return {
    listings: ruled.map(({ listing, rule, own }) => {
      const current = listing.rulesVersion === rules.version ? listing : { ...listing, rulesVersion: rules.version };
      if (sellable === null) return current;
      const soldNow = before.some((one) => same(one, listing) && one.sold !== listing.sold);
      const quantity = product.active && own ? offered(sellable, rule, given.now, rule.priority <= best) : 0;
      return wish(current, quantity, given, soldNow);
    }),
    outdated,
  };
}

/** `demo-shop` of `shopify:demo-shop`. */
export const channelNameOf = (destination: string): string => destination.slice(destination.indexOf(':') + 1);

const same = (a: ListingRow, b: ListingRow): boolean => a.destination === b.destination && a.ref === b.ref;

import type { Decimal } from '@penstock/domain';
import type { Given } from '@penstock/messaging';
import type { ListingRow } from './listing.js';

/** Shopify takes at most a thousand million: https://shopify.dev/docs/api/admin-graphql/2026-04/mutations/inventorySetQuantities */
const MOST = 1_000_000_000;
const ROUND_DOWN = 0;

/** Whole units a channel may offer: never negative, never a part of a unit, less what is kept back. */
export function offered(available: Decimal, buffer: number): number {
  const units = available.round(0, ROUND_DOWN).minus(String(buffer));
  return units.lte('0') ? 0 : Math.min(MOST, Number(units.toFixed()));
}

/**
 * The listing with what it should offer now; the same row where nothing is new.
 * @param again true where the channel must be told even the same quantity, because what it shows has changed by itself
 */
export function wish(
  listing: ListingRow,
  quantity: number,
  { now, traceparent }: Pick<Given, 'now' | 'traceparent'>,
  again: boolean,
): ListingRow {
  const known = listing.desiredVersion > 0n;
  if (known && quantity === listing.quantity && !again) return listing;
  return {
    ...listing,
    quantity,
    desiredVersion: versionAfter(listing.desiredVersion, now),
    // Too much on offer sells what is not there; too little only waits.
    priority: quantity < listing.quantity ? 0 : 1,
    traceparent,
  };
}

/** Rises with every wish, and is above all earlier ones even where a listing was deleted and made again: the time in microseconds sees to it. */
function versionAfter(last: bigint, now: number): bigint {
  const next = last + 1n;
  return next > BigInt(now) ? next : BigInt(now);
}

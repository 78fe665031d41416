import { type Decimal, type Instant, zero } from '@penstock/domain';
import type { Given } from '@penstock/messaging';
import type { ChannelRule } from '../rules/channel-rule.js';
import { beyondWhatIsThere, type Sellable } from '../rules/sellable.js';
import type { ListingRow } from './listing.js';
import { urgencyOf } from './urgency.js';

/** Shopify takes at most a thousand million: https://shopify.dev/docs/api/admin-graphql/2026-04/mutations/inventorySetQuantities */
const MOST = 1_000_000_000;
const ROUND_DOWN = 0;

/**
 * Whole units a channel may offer: never negative, never a part of a unit, never more than may be promised.
 * Safety stock is taken off what is there, then the channel's share is cut out, then its buffer kept back, then its cap set.
 * @param first false where another listing of the product has a lower priority number: while goods are scarce this one gives way
 */
export function offered(sellable: Sellable, rule: ChannelRule, now: Instant, first = true): number {
  const forSale = forSaleOf(sellable, rule, now);
  if (!first && forSale.lt(String(rule.scarceBelow))) return 0;
  const share = rule.share === null ? forSale : forSale.times(rule.share);
  const units = share.round(0, ROUND_DOWN).minus(String(rule.buffer));
  return units.lte(zero) ? 0 : Math.min(rule.cap ?? MOST, MOST, Number(units.toFixed()));
}

/** What all channels together may sell. What is owed to orders already comes off what is there; what is still missing, off what comes. */
function forSaleOf({ available, backordered, expected }: Sellable, rule: ChannelRule, now: Instant): Decimal {
  const free = available.minus(backordered);
  const there = free.lte(zero) ? free : larger(zero, free.minus(String(rule.safetyStock)));
  return there.plus(beyondWhatIsThere(expected, rule, now));
}

const larger = (a: Decimal, b: Decimal): Decimal => (a.gt(b) ? a : b);

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
    ...urgencyOf(listing, quantity, now),
    traceparent,
  };
}

/** Rises with every wish, and is above all earlier ones even where a listing was deleted and made again: the time in microseconds sees to it. */
function versionAfter(last: bigint, now: number): bigint {
  const next = last + 1n;
  return next > BigInt(now) ? next : BigInt(now);
}

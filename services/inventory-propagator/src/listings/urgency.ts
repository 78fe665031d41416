import type { ListingRow } from './listing.js';

/** Lower is told first. Nothing on offer that is not there is worse than nothing on offer that is. */
export const urgency = {
  /** Nothing is left: whoever still sells it oversells. */
  soldOut: 0,
  /** Less is left of what sells fast: the next order may be one too many. */
  fewerOfHot: 1,
  /** More is there of what sells fast: it would be sold by now. */
  hot: 2,
  rest: 3,
  /** Told again on demand, so that what changes meanwhile overtakes it. */
  resync: 4,
} as const;

/** Milliseconds in which heat halves. */
const HALF_LIFE = 600_000;
/** What one change adds. */
const WARMTH = 1_000;
/** Some five changes within ten minutes. */
const HOT = 4_500;

/**
 * How urgent it is to tell a listing's new quantity, and how hot that leaves it: one number that each change raises and time halves. When the last
 * change was, its version says, which is a time.
 * @param now microseconds
 */
export function urgencyOf(
  listing: Pick<ListingRow, 'quantity' | 'desiredVersion' | 'heat' | 'priority'>,
  quantity: number,
  now: number,
): Pick<ListingRow, 'heat' | 'priority'> {
  const millis = Math.max(0, now - Number(listing.desiredVersion)) / 1000;
  const heat = Math.round(listing.heat * 2 ** (-millis / HALF_LIFE)) + WARMTH;
  // Until it is told, a listing stays as urgent as it ever was: sold out and in again, the channel still shows what was there before.
  return { heat, priority: Math.min(listing.priority, priorityOf(listing.quantity, quantity, heat >= HOT)) };
}

function priorityOf(before: number, quantity: number, hot: boolean): number {
  if (quantity === 0) return urgency.soldOut;
  if (!hot) return urgency.rest;
  return quantity < before ? urgency.fewerOfHot : urgency.hot;
}

import type { StripePayout } from '@penstock/connector-stripe';
import type { Instant } from '@penstock/domain';

/** A payout may become visible, or change, some time after its creation: so much is read again. Microseconds. */
const OVERLAP = 24 * 60 * 60 * 1_000_000;

/** Paid, and Stripe has finished saying which lines it pays for. https://docs.stripe.com/api/payouts/object#payout_object-reconciliation_status */
export const isReady = (payout: StripePayout): boolean =>
  payout.status === 'paid' && payout.reconciliationStatus !== 'in_progress';

/** A payout takes days from its creation to the bank; failed and cancelled ones come back to the balance and pay for nothing. */
const isUnderWay = (payout: StripePayout): boolean =>
  payout.status === 'pending' || payout.status === 'in_transit' || (payout.status === 'paid' && !isReady(payout));

/**
 * From where to read next: before the oldest payout that is still under way, or else before the newest. Never back.
 * @param seen all payouts created since `cursor`
 */
export function nextCursor(cursor: Instant | null, seen: readonly StripePayout[]): Instant | null {
  if (seen.length === 0) return cursor;
  const created = (payouts: readonly StripePayout[]) => payouts.map(({ createdAt }) => createdAt);
  const underWay = created(seen.filter(isUnderWay));
  const reached = underWay.length > 0 ? Math.min(...underWay) : Math.max(...created(seen));
  return Math.max(reached - OVERLAP, cursor ?? 0) as Instant;
}

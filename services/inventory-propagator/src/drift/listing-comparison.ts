import type { Instant } from '@penstock/domain';
import type { ListingPushRow } from '../listings/listing.js';
import type { DriftCause } from './drift.js';

/** How long something may be in flight. Microseconds. */
export interface Patience {
  /** After the channel was told, until what it shows is that; and for the order of a sale to come. */
  readonly settle: number;
  /** For the first telling of a listing: a backlog is lateness, and no drift. */
  readonly overdue: number;
}

/** What a listing and the channel come to. */
export type ListingVerdict =
  | { readonly kind: 'alike' }
  /** They differ, and something under way may explain it. */
  | { readonly kind: 'in flight' }
  | { readonly kind: 'differs'; readonly cause: DriftCause; readonly basis: string };

const ALIKE: ListingVerdict = { kind: 'alike' };
const IN_FLIGHT: ListingVerdict = { kind: 'in flight' };

/**
 * Compares what a listing should offer with what its channel shows.
 * @param row as it is after the read
 * @param found what the channel shows; null where it does not know the listing
 * @param readAt when the read began
 */
export function verdictOf(
  row: ListingPushRow,
  found: number | null,
  readAt: Instant,
  { settle, overdue }: Patience,
): ListingVerdict {
  const { desiredVersion, confirmedVersion, quantity, told, toldAt, refusedCode } = row;
  if (desiredVersion === 0n || found === quantity) return ALIKE;
  const differs = (cause: DriftCause): ListingVerdict => ({ kind: 'differs', cause, basis: basisOf(row, found) });
  if (row.leasedUntil > readAt || (row.holdUntil !== null && row.holdUntil > readAt)) return IN_FLIGHT;
  if (desiredVersion > confirmedVersion)
    return told === null && readAt - row.wantedSince > overdue ? differs('NEVER_TOLD') : IN_FLIGHT;
  if (toldAt !== null && readAt - toldAt < settle) return IN_FLIGHT;
  if (told !== null && row.sold !== row.soldWhenTold) return IN_FLIGHT;
  if (found === null || refusedCode === 'LISTING_DELETED') return differs('LISTING_DELETED');
  if (refusedCode !== null) return differs('REFUSED_BY_CHANNEL');
  return differs(told === null ? 'NEVER_TOLD' : 'CHANGED_AT_CHANNEL');
}

/** Both sides as they are: a sale, a wish, a push, or a change at the channel makes another. */
export const basisOf = (
  { desiredVersion, confirmedVersion, sold, toldAt }: ListingPushRow,
  found: number | null,
): string => `${desiredVersion} ${confirmedVersion} ${sold} ${toldAt ?? 'never'} ${found ?? 'deleted'}`;

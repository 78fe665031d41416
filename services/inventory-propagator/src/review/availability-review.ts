import { column, defineTable, type RowOf } from '@penstock/persistence';
import type { Instant } from '@penstock/domain';

/**
 * Products whose offers must be computed again: a kit of theirs, or newer rules. Written under the product's lock by whoever found out, deleted under the same
 * lock by the review; many askings are one row.
 */
export const availabilityReviews = defineTable({
  name: 'availability_review',
  key: ['productId'],
  columns: { productId: column.text(), askedAt: column.instant() },
  initial: () => {
    throw new RangeError('reviews are asked for, never locked');
  },
});

export type AvailabilityReviewRow = RowOf<typeof availabilityReviews>;

/** Asks for the review of a product, in the transaction that gave the reason. */
export const askForReview = (productId: string, askedAt: Instant) => availabilityReviews.save({ productId, askedAt });

import type { Given } from '@penstock/messaging';
import { column, defineTable, type RowOf } from '@penstock/persistence';

/**
 * Products whose offers must be computed again: they are parts of kits, or kits, or somebody had older rules than their listings. Written under the
 * product's lock by whoever found out, deleted under the same lock by the review; many askings are one row.
 */
export const availabilityReviews = defineTable({
  name: 'availability_review',
  key: ['productId'],
  columns: {
    productId: column.text(),
    askedAt: column.instant(),
    /** Of what asked last: what the review says and tells goes on in its trace. */
    traceparent: column.nullable(column.text()),
  },
  initial: () => {
    throw new RangeError('reviews are asked for, never locked');
  },
});

export type AvailabilityReviewRow = RowOf<typeof availabilityReviews>;

/** Asks for the review of a product, in the transaction that gave the reason. */
export const askForReview = (productId: string, { now, traceparent }: Pick<Given, 'now' | 'traceparent'>) =>
  availabilityReviews.save({ productId, askedAt: now, traceparent });

import { column, defineTable, type RowOf } from '@penstock/persistence';
import { instantOfMillis } from '@penstock/domain';
import { urgency } from './urgency.js';

/** Columns that handlers write, under the lock of the product. */
const wishColumns = {
  /** `shopify:demo-shop`. */
  destination: column.text(),
  /** What the channel calls it: Shopify's inventory item, WooCommerce's `product` or `product/variation`, Amazon's seller SKU. */
  ref: column.text(),
  productId: column.text(),
  sku: column.text(),
  /** Units never offered. */
  buffer: column.integer(),
  /** Whole units the channel should offer. */
  quantity: column.integer(),
  /** Units this channel itself has sold since the listing exists: each has lowered what the channel shows. */
  sold: column.integer(),
  /** Rises with each wish; the time in microseconds at which it was made, as long as there is one a microsecond at most. */
  desiredVersion: column.bigint(),
  /** See `urgency`. */
  priority: column.integer(),
  /** How often it has changed lately, see `urgencyOf`. */
  heat: column.integer(),
  traceparent: column.nullable(column.text()),
  /** Version of the rules it was computed with; -1 before the first time. */
  rulesVersion: column.bigint(),
};

const unwanted = {
  buffer: 0,
  quantity: 0,
  sold: 0,
  desiredVersion: 0n,
  priority: urgency.rest,
  heat: 0,
  traceparent: null,
  rulesVersion: -1n,
};

/**
 * One product at one channel, as handlers see it: what the channel should offer. A view of `product_listing`: handlers and the worker write
 * different columns of one table, so that neither ever overwrites what the other has written meanwhile.
 */
export const listings = defineTable({
  name: 'listing_wish',
  key: ['destination', 'ref'],
  columns: wishColumns,
  initial: () => ({ ...unwanted, productId: '', sku: '' }),
});

/** The whole row, as the worker sees it, under the lock of the row itself: it writes back the handlers' columns as it found them. */
export const listingPushes = defineTable({
  name: 'product_listing',
  key: ['destination', 'ref'],
  columns: {
    ...wishColumns,
    confirmedVersion: column.bigint(),
    wantedSince: column.instant(),
    attempts: column.integer(),
    nextAttemptAt: column.instant(),
    leasedUntil: column.instant(),
    /** What the channel took last; null before the first time. */
    told: column.nullable(column.integer()),
    toldAt: column.nullable(column.instant()),
    /** `sold` at that push: what was sold since has lowered what the channel shows. */
    soldWhenTold: column.integer(),
    /** Refused comparisons since the last push that was taken: part of the idempotency key. */
    compares: column.integer(),
    /** True after a refused comparison: the channel is asked what it has before the next push. */
    reread: column.boolean(),
    /** Until when a refused comparison holds the listing, for the sale in flight to arrive. */
    holdUntil: column.nullable(column.instant()),
    /** Why the channel takes it no more, until it does; both null where it does. */
    refusedCode: column.nullable(column.text()),
    refusedReason: column.nullable(column.text()),
  },
  initial: () => ({
    ...unwanted,
    productId: '',
    sku: '',
    confirmedVersion: 0n,
    wantedSince: instantOfMillis(0),
    attempts: 0,
    nextAttemptAt: instantOfMillis(0),
    leasedUntil: instantOfMillis(0),
    told: null,
    toldAt: null,
    soldWhenTold: 0,
    compares: 0,
    reread: false,
    holdUntil: null,
    refusedCode: null,
    refusedReason: null,
  }),
});

export type ListingRow = RowOf<typeof listings>;
export type ListingPushRow = RowOf<typeof listingPushes>;

/** What the channel is believed to offer now: what it took last, less what it has sold since; null before the first push. */
export const shownBy = ({ told, sold, soldWhenTold }: ListingPushRow): number | null =>
  told === null ? null : told - (sold - soldWhenTold);

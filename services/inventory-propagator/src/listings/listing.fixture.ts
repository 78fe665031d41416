import { type ListingPushRow, listingPushes } from './listing.js';

/** A listing told 10 and wanting 8, of which the channel has sold 2 by itself. */
export const aListing = (row: Partial<ListingPushRow> = {}): ListingPushRow => ({
  ...listingPushes.initial({ destination: 'shopify:demo-shop', ref: '82' }),
  productId: 'prd_tee',
  sku: 'TEE',
  quantity: 8,
  sold: 2,
  desiredVersion: 2n,
  confirmedVersion: 1n,
  told: 10,
  soldWhenTold: 0,
  ...row,
});

import { type ChannelListingRow, channelListings } from './channel-listing.js';

/** A listing of which nobody has said anything. */
export const aListingRow = (row: Partial<ChannelListingRow> = {}): ChannelListingRow => ({
  ...channelListings.initial({ destination: 'shopify:demo-shop', ref: '82' }),
  ...row,
});

import { ListingLinked } from '@penstock/contracts';
import { defineHandler, done, skip } from '@penstock/messaging';
import { channelListings } from './channel-listing.js';
import { checkListing } from './content-rules.js';
import { stated } from './statements.js';

/**
 * A channel lists something, or says something else of it. Which product that is follows in the mapping loop, which may lock what it needs in the
 * order that everybody keeps. The row is locked in the second round, as where a product is linked.
 */
export const onListingLinked = defineHandler({
  id: 'inventory-propagator.listing-linked',
  on: ListingLinked,
  thenLoads: {
    listing: ({ destination, ref }) => channelListings.one({ destination, ref }),
  },

  handle(event, { listing }) {
    checkListing(event);
    const { occurredAt } = event.meta;
    if (listing.statedAt !== null && listing.statedAt > occurredAt) return skip('a later statement is known');
    return done({ save: [channelListings.save(stated(listing, event, occurredAt))] });
  },
});

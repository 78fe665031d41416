import type { ListingLinked } from '@penstock/contracts';
import { Permanent } from '@penstock/messaging';

const DESTINATION = /^[a-z]+:[a-z0-9-]+$/;

/** @throws {Permanent} DESTINATION_MALFORMED, LISTING_UNNAMED: no channel and no person could find it by that */
export function checkListing({ listingId, destination, ref }: ListingLinked): void {
  if (!DESTINATION.test(destination))
    throw new Permanent(
      'DESTINATION_MALFORMED',
      `destination of listing ${listingId} is "${destination}": say kind and name of the channel, such as shopify:demo-shop`,
      { listingId, destination },
    );
  if (ref.trim() === '')
    throw new Permanent(
      'LISTING_UNNAMED',
      `listing ${listingId} at ${destination} has no ref: say what the channel calls it`,
      {
        listingId,
        destination,
      },
    );
}

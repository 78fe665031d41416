import { instant } from '@penstock/domain';
import { Permanent } from '@penstock/messaging';
import { aRow, given } from '@penstock/messaging/testing';
import { describe, it } from 'vitest';
import { aListing } from '../events.fixture.js';
import { aListingRow } from './channel-listing.fixture.js';
import { channelListings } from './channel-listing.js';
import { onListingLinked } from './listing-linked.js';

const early = instant('2025-11-21T08:00:00Z');
const late = instant('2025-11-21T10:00:00Z');

describe('a listing that a channel tells of', () => {
  it('is written down, and marked for the mapping', () => {
    given(onListingLinked)
      .when(aListing({ barcode: '4006381333931' }))
      .then({
        save: [aRow(channelListings, { sku: 'TEE', statedSku: 'TEE', code: '04006381333931', pending: true })],
      });
  });

  it('states the whole: a barcode that it leaves out is gone', () => {
    const before = aListingRow({ statedAt: early, statedSku: 'TEE', barcode: '1', code: '1', title: 'Old' });
    given(onListingLinked, { rows: [channelListings.save(before)] })
      .when(aListing({ title: null }))
      .then({ save: [aRow(channelListings, { barcode: null, code: null, title: null })] });
  });

  it('is skipped where something later is known', () => {
    given(onListingLinked, { rows: [channelListings.save(aListingRow({ statedAt: late }))] })
      .when(aListing())
      .thenSkips('a later statement is known');
  });

  it('of no channel at all is refused for good', () => {
    given(onListingLinked)
      .when(aListing({ destination: 'demo shop' }))
      .thenThrows(Permanent, 'DESTINATION_MALFORMED', { listingId: 'lst_82' });
  });

  it('that the channel does not name is refused for good', () => {
    given(onListingLinked)
      .when(aListing({ ref: ' ' }))
      .thenThrows(Permanent, 'LISTING_UNNAMED');
  });
});

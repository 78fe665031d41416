import type { StockChange, StockOutcome } from '@penstock/connector-woocommerce';
import { describe, expect, it } from 'vitest';
import { aListing } from './listing.fixture.js';
import { WooCommerceListings } from './woocommerce-listings.js';

const destination = 'woocommerce:demo-woo';

function shopAnswering(...answers: StockOutcome[]) {
  const told: StockChange[][] = [];
  const update = async (changes: readonly StockChange[]) => {
    told.push([...changes]);
    return answers;
  };
  return { told, listings: new WooCommerceListings(destination, { update }, 'main') };
}

describe('a push to WooCommerce', () => {
  it('says the quantities of products and variations in one batch', async () => {
    const { told, listings } = shopAnswering({ kind: 'accepted' }, { kind: 'accepted' });
    const outcomes = await listings.push([
      aListing({ destination, ref: '502' }),
      aListing({ destination, ref: '501/511', quantity: 3 }),
    ]);
    expect(told).toEqual([
      [
        { productId: '502', quantity: 8 },
        { productId: '501', variationId: '511', quantity: 3 },
      ],
    ]);
    expect([...outcomes.values()]).toEqual([{ kind: 'confirmed' }, { kind: 'confirmed' }]);
  });

  it('keeps apart what is refused and what may be said again', async () => {
    const { listings } = shopAnswering(
      { kind: 'refused', code: 'woocommerce_rest_product_invalid_id', message: 'Invalid ID.' },
      { kind: 'throttled', retryAfterMs: 700 },
    );
    const outcomes = await listings.push([aListing({ destination, ref: '1' }), aListing({ destination, ref: '2' })]);
    expect([...outcomes.values()]).toEqual([
      { kind: 'refused', code: 'woocommerce_rest_product_invalid_id', reason: 'Invalid ID.' },
      { kind: 'later', afterMillis: 700, reason: 'throttled' },
    ]);
  });
});

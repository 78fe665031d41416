import type { ProductRef, StockChange, StockOutcome } from '@penstock/connector-woocommerce';
import { describe, expect, it } from 'vitest';
import { aListing } from './listing.fixture.js';
import { WooCommerceListings } from './woocommerce-listings.js';

const destination = 'woocommerce:demo-woo';

const shows = new Map<string, number>();

function shopAnswering(...answers: StockOutcome[]) {
  const told: StockChange[][] = [];
  const update = async (changes: readonly StockChange[]) => {
    told.push([...changes]);
    return answers;
  };
  const read = async (refs: readonly ProductRef[]) => ({
    kind: 'read' as const,
    levels: refs.map(({ productId }) => shows.get(productId)),
  });
  return { told, listings: new WooCommerceListings(destination, { update, read }, 'main') };
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
      { kind: 'refused', code: 'LISTING_DELETED', reason: 'Invalid ID. (woocommerce_rest_product_invalid_id)' },
      { kind: 'later', afterMillis: 700, reason: 'throttled' },
    ]);
  });

  it('asks before a resync, and says only what the shop shows otherwise', async () => {
    const { told, listings } = shopAnswering({ kind: 'accepted' }, { kind: 'accepted' });
    shows.set('1', 8).set('2', 9);
    const again = { destination, reread: true };
    const rows = ['1', '2', '3'].map((ref) => aListing({ ...again, ref }));
    const outcomes = await listings.push(rows);
    expect(told).toEqual([[{ productId: '2', quantity: 8 }, { productId: '3', quantity: 8 }]]); // prettier-ignore
    expect([...outcomes.values()]).toEqual(rows.map(() => ({ kind: 'confirmed' })));
  });

  it('leaves a shop alone that takes nothing for now', async () => {
    const { listings } = shopAnswering({ kind: 'throttled', retryAfterMs: 700 });
    await expect(listings.push([aListing({ destination, ref: '1' })])).rejects.toMatchObject({
      code: 'THROTTLED',
      afterMillis: 700,
    });
  });
});

import type { PushOutcome, UnitOfWork } from '@penstock/messaging';
import { describe, expect, it } from 'vitest';
import { now } from '../memory.fixture.js';
import { FakeShop } from './fake-shop.fixture.js';
import { aListing } from './listing.fixture.js';
import { type ListingPushRow, listingPushes } from './listing.js';
import { ShopifyListings } from './shopify-listings.js';

const listingsOf = (shop: FakeShop) => new ShopifyListings('shopify:demo-shop', '70', shop, 5_000, 'main');
const said: unknown[] = [];
const unit = { now, emit: (draft: unknown) => said.push(draft) } as unknown as UnitOfWork;

const outcomesOf = async (state: ShopifyListings, ...rows: ListingPushRow[]): Promise<(PushOutcome | undefined)[]> => {
  const outcomes = await state.push(rows);
  return rows.map((row) => outcomes.get(listingPushes.idOf(row)));
};

/** One round of the worker: push, then settle against what the row has become meanwhile. */
async function round(state: ShopifyListings, row: ListingPushRow, meanwhile: Partial<ListingPushRow> = {}) {
  const [outcome] = await outcomesOf(state, row);
  if (!outcome) throw new Error('no outcome');
  return { outcome, row: state.settle(unit, row, { ...row, ...meanwhile }, outcome) };
}

describe('a push to Shopify', () => {
  it('compares with what the shop took last, less what it sold itself', async () => {
    const shop = new FakeShop({ 82: 8 });
    const { outcome, row } = await round(listingsOf(shop), aListing({ quantity: 7 }));
    expect(shop.pushes[0]).toMatchObject({
      locationId: '70',
      quantities: [{ inventoryItemId: '82', quantity: 7, changeFromQuantity: 8 }],
      referenceDocumentUri: 'penstock://availability/prd_tee/2',
    });
    expect(outcome).toEqual({ kind: 'confirmed' });
    expect(row).toMatchObject({ told: 7, soldWhenTold: 2, toldAt: now });
  });

  it('takes whatever the shop has the first time', async () => {
    const shop = new FakeShop({ 82: 99 });
    await round(listingsOf(shop), aListing({ told: null }));
    expect(shop.pushes[0]?.quantities[0]?.changeFromQuantity).toBeNull();
    expect(shop.available.get('82')).toBe(8);
  });

  it('holds the listing when the comparison is refused, then reads, and pushes from there with another key', async () => {
    const shop = new FakeShop({ 82: 6 });
    const state = listingsOf(shop);
    const refused = await round(state, aListing());
    expect(refused.outcome).toMatchObject({ kind: 'later', afterMillis: 5_000 });
    expect(refused.row).toMatchObject({ reread: true, compares: 1, holdUntil: now + 5_000_000 });
    // The sale in flight has arrived during the hold: two fewer to offer, two more sold.
    const { outcome, row } = await round(state, { ...refused.row, sold: 4, quantity: 5, desiredVersion: 3n });
    expect(outcome).toEqual({ kind: 'confirmed' });
    expect(shop.pushes[1]?.quantities[0]).toMatchObject({ quantity: 5, changeFromQuantity: 6 });
    expect(shop.pushes[1]?.idempotencyKey).not.toBe(shop.pushes[0]?.idempotencyKey);
    expect(row).toMatchObject({ told: 5, soldWhenTold: 4, reread: false, compares: 0, holdUntil: null });
  });

  it('sends nothing where the shop turns out to show what it should', async () => {
    const shop = new FakeShop({ 82: 8 });
    const { outcome } = await round(listingsOf(shop), aListing({ reread: true }));
    expect(outcome).toEqual({ kind: 'confirmed' });
    expect(shop.pushes).toEqual([]);
  });

  it('repeated after a lost answer has the same key, so that it is applied once', async () => {
    const shop = new FakeShop({ 82: 8 });
    const state = listingsOf(shop);
    await state.push([aListing({ quantity: 7 })]);
    expect(await outcomesOf(state, aListing({ quantity: 7 }))).toEqual([{ kind: 'confirmed' }]);
    expect(shop.pushes[1]?.idempotencyKey).toBe(shop.pushes[0]?.idempotencyKey);
  });

  it('expects a sale that was heard of while it was under way', async () => {
    const shop = new FakeShop({ 82: 8 });
    const state = listingsOf(shop);
    const { row } = await round(state, aListing({ quantity: 7 }), { sold: 3, quantity: 6, desiredVersion: 3n });
    shop.available.set('82', 6); // the shop took 7, then sold one
    expect((await round(state, row)).outcome).toEqual({ kind: 'confirmed' });
    expect(shop.pushes[1]?.quantities[0]).toMatchObject({ quantity: 6, changeFromQuantity: 6 });
  });

  it('of several is not delayed by the one whose sale is in flight', async () => {
    const shop = new FakeShop({ 82: 6, 83: 8 });
    const outcomes = await outcomesOf(listingsOf(shop), aListing(), aListing({ ref: '83' }));
    expect(outcomes).toMatchObject([
      { kind: 'later', afterMillis: 5_000 },
      { kind: 'later', afterMillis: 0 },
    ]);
  });

  it.each([true, false])(
    'of several is not lost by one that is refused, named (%s), which is raised',
    async (names) => {
      const shop = new FakeShop({ 82: 8, 83: 8 });
      shop.refuses = '83';
      shop.names = names;
      const state = listingsOf(shop);
      const bad = aListing({ ref: '83' });
      const [good, refused] = await outcomesOf(state, aListing({ quantity: 7 }), bad);
      expect([good, refused]).toMatchObject([{ kind: 'confirmed' }, { kind: 'refused', code: 'LISTING_DELETED' }]);
      state.settle(unit, bad, bad, refused as PushOutcome);
      expect(said.at(-1)).toMatchObject({
        content: {
          kind: 'CHANNEL_REFUSED',
          subject: 'prd_tee',
          facts: { listing: '83', destination: 'shopify:demo-shop' },
        },
      });
    },
  );

  it('for an item that is not stocked at the location is refused', async () => {
    const outcomes = await outcomesOf(listingsOf(new FakeShop({})), aListing({ reread: true }));
    expect(outcomes).toMatchObject([{ kind: 'refused', code: 'NOT_STOCKED' }]);
  });
});

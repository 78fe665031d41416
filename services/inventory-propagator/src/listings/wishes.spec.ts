import { decimal, zero } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { nothingBeyond } from '../kits/nothing-beyond.js';
import { now } from '../memory.fixture.js';
import { rulesFrom } from '../rules/rules.js';
import { products } from '../stock/product.js';
import { type ListingRow, listings } from './listing.js';
import { wishes } from './wishes.js';

const given = { now, newId: () => 'id', traceparent: 'trace' };
const product = { ...products.initial({ productId: 'prd_tee' }), productId: 'prd_tee', sku: 'TEE' };
const aListing = (destination: string, more: Partial<ListingRow> = {}): ListingRow => ({
  ...listings.initial({ destination, ref: '1' }),
  ...{ destination, ref: '1', productId: 'prd_tee', sku: 'TEE', buffer: 0 },
  ...more,
});
const shop = aListing('shopify:shop');
const woo = aListing('woocommerce:woo');
const rules = rulesFrom(7n, {
  defaults: { scarceBelow: 10 },
  channels: { shop: { rule: { priority: 10 } }, woo: { rule: { priority: 20, backorderLimit: '5' } } },
});
const there = (available: string) => ({ available: decimal(available), backordered: zero, expected: [] });
const wishedOf = (all: readonly ListingRow[], available: string | null, of = product, before = all) =>
  wishes({ product: of, listings: all, before }, available === null ? null : there(available), rules, given);
const offers = (all: readonly ListingRow[], available: string, of = product) =>
  wishedOf(all, available, of).listings.map(({ quantity }) => quantity);

describe('what the listings of a product should offer', () => {
  it('goes by the rule of the channel of each', () => {
    expect(offers([shop, woo], '10')).toEqual([10, 15]);
    expect(offers([{ ...shop, buffer: 4 }, woo], '10')).toEqual([6, 15]);
  });

  it('is for those that are served first while goods are scarce', () => {
    expect(offers([shop, woo], '4')).toEqual([4, 0]);
    expect(offers([woo], '4')).toEqual([9]);
  });

  it('is nothing where the product is sold no more, or the listing stands for another SKU', () => {
    expect(offers([shop, woo], '10', { ...product, active: false })).toEqual([0, 0]);
    // A listing that sells nothing is served before nobody.
    expect(offers([{ ...shop, sku: 'OLD' }, woo], '4')).toEqual([0, 9]);
  });

  it('of a kit goes by nothing that is not there', () => {
    const { listings: wished } = wishes(
      { product, listings: [woo], before: [woo] },
      there('10'),
      nothingBeyond(rules),
      given,
    );
    expect(wished[0]?.quantity).toBe(10);
  });

  it('remembers the rules it was computed with', () => {
    expect(wishedOf([shop], '10').listings).toMatchObject([{ rulesVersion: 7n, traceparent: 'trace' }]);
    const [known] = wishedOf([shop], '10').listings;
    expect(wishedOf([known as ListingRow], '10').listings[0]).toBe(known);
  });

  it('is left as it is while nobody knows what is there', () => {
    expect(wishedOf([shop], null).listings).toEqual([{ ...shop, rulesVersion: 7n }]);
  });

  it('is left as it is where a listing knows newer rules, and that is said', () => {
    const newer = { ...woo, rulesVersion: 8n };
    expect(wishedOf([shop, newer], '10')).toEqual({ listings: [shop, newer], outdated: true });
    expect(wishedOf([shop, { ...woo, rulesVersion: 6n }], '10').outdated).toBe(false);
  });

  it('is told again, though the same, to a channel that has just sold of it', () => {
    const [known] = wishedOf([shop], '10').listings as [ListingRow];
    const sold = { ...known, sold: known.sold + 1 };
    const [again] = wishedOf([sold], '10', product, [known]).listings as [ListingRow];
    expect(again.desiredVersion).toBeGreaterThan(known.desiredVersion);
  });
});

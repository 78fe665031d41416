import { expect, it } from 'vitest';
import { decimal } from '@penstock/domain';
import { listings } from '../listings/listing.js';
import { products } from './product.js';
import { stockLevels } from './stock-level.js';
import { stocksOf, withLevel } from './stock.js';

it('puts the rows of many products together in a time that grows with them and not with their square', () => {
  const ids = Array.from({ length: 100_000 }, (_, n) => `prd_${n}`);
  const began = performance.now();
  const stocks = stocksOf({
    products: ids.map((productId) => ({ ...products.initial({ productId }), productId })),
    levels: ids.map((productId) => ({ ...stockLevels.initial({ productId, locationId: 'loc' }), productId })),
    listings: ids
      .slice(1)
      .map((productId) => ({ ...listings.initial({ destination: 'd', ref: productId }), productId })),
  });
  expect(performance.now() - began).toBeLessThan(10_000); // the square takes minutes
  expect(stocks.get('prd_0')).toMatchObject({ levels: [{ productId: 'prd_0' }], listings: [] });
  expect(stocks.get('prd_99999')).toMatchObject({ listings: [{ ref: 'prd_99999' }] });
});

it('leaves the product as it is where what may be sold of it does not change', () => {
  const productId = 'prd_1';
  const product = { ...products.initial({ productId }), productId };
  const level = { ...stockLevels.initial({ productId, locationId: 'dock' }), onHand: decimal('5') };
  const before = { product, levels: [], listings: [] };
  expect(withLevel(before, level).product).toBe(product);
  expect(withLevel(before, { ...level, sellable: true }).product).toMatchObject({ onHand: decimal('5') });
});

import type { UnitOfWork } from '@penstock/messaging';
import { levelRefs, listingRefs, productRefs, type Stock, stocksOf } from './stock.js';

/** Locks products, in the order that everybody keeps, and reads what belongs to them. For work outside of handlers; those declare their loads. */
export async function lockStocks(unit: UnitOfWork, productIds: readonly string[]): Promise<Map<string, Stock>> {
  const products = productRefs(productIds);
  const levels = levelRefs(productIds);
  const listings = listingRefs(productIds);
  await unit.load([...products, ...levels, ...listings]);
  return stocksOf({
    products: products.map((ref) => unit.row(ref)),
    levels: levels.flatMap((ref) => unit.children(ref)),
    listings: listings.flatMap((ref) => unit.children(ref)),
  });
}

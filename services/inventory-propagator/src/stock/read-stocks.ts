import type { UnitOfWork } from '@penstock/messaging';
import { selectRows } from '@penstock/persistence';
import { products } from './product.js';
import { levelRefs, listingRefs, type Stock, stocksOf } from './stock.js';

/** Stocks as they are at this moment, without a lock: to look at, never to change. Unknown products are absent. */
export async function readStocks(unit: UnitOfWork, productIds: readonly string[]): Promise<Map<string, Stock>> {
  const levels = levelRefs(productIds);
  const listings = listingRefs(productIds);
  await unit.load([...levels, ...listings]);
  return stocksOf({
    products: await selectRows(unit.transaction, products, 'WHERE t.product_id = ANY($1) ORDER BY t.product_id', [
      productIds,
    ]),
    levels: levels.flatMap((ref) => unit.children(ref)),
    listings: listings.flatMap((ref) => unit.children(ref)),
  });
}

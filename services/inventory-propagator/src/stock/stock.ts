import { type Decimal, type Instant, zero } from '@penstock/domain';
import type { ListingRow } from '../listings/listing.js';
import { listings } from '../listings/listing.js';
import { type ProductRow, products } from './product.js';
import { type StockLevelRow, stockLevels } from './stock-level.js';

/** A product with all that is locked by its row. An immutable value: rules return another. */
export interface Stock {
  readonly product: ProductRow;
  readonly levels: readonly StockLevelRow[];
  readonly listings: readonly ListingRow[];
}

/** Loads that make a {@link Stock} of the event's own product. */
export const stockLoads = {
  product: (event: { productId: string }) => products.one({ productId: event.productId }),
  levels: (event: { productId: string }) => stockLevels.children('productId', event.productId),
  listings: (event: { productId: string }) => listings.children('productId', event.productId),
};

/** Rows of several products, put together by product id: at one location there may be a hundred thousand. */
export function stocksOf(rows: {
  products: readonly ProductRow[];
  levels: readonly StockLevelRow[];
  listings: readonly ListingRow[];
}): Map<string, Stock> {
  const levels = Map.groupBy(rows.levels, ({ productId }) => productId);
  const listed = Map.groupBy(rows.listings, ({ productId }) => productId);
  return new Map(
    rows.products.map((product) => {
      const { productId } = product;
      return [productId, { product, levels: levels.get(productId) ?? [], listings: listed.get(productId) ?? [] }];
    }),
  );
}

/** Loads that name the rows of several products. */
export const productRefs = (ids: Iterable<string>) => [...new Set(ids)].map((productId) => products.one({ productId }));
export const levelRefs = (ids: Iterable<string>) =>
  [...new Set(ids)].map((productId) => stockLevels.children('productId', productId));
export const listingRefs = (ids: Iterable<string>) =>
  [...new Set(ids)].map((productId) => listings.children('productId', productId));

/** What may still be sold; negative where more was promised than is there. */
export const availableOf = ({ product }: Stock): Decimal =>
  minus(minus(product.onHand, product.quarantined), product.reserved);

export const unitOf = ({ product }: Stock): string => product.unit ?? 'unit';

/** The level at a location, as it is or as it begins. */
export const levelAt = ({ product, levels }: Stock, locationId: string): StockLevelRow =>
  levels.find((level) => level.locationId === locationId) ??
  stockLevels.initial({ productId: product.productId, locationId });

/** The stock with one level replaced, and what may be sold of it added up again: where that is what it was, so is the product. */
export function withLevel(stock: Stock, next: StockLevelRow): Stock {
  const levels: StockLevelRow[] = [];
  let onHand = zero;
  let quarantined = zero;
  for (const level of stock.levels) {
    if (level.locationId === next.locationId) continue;
    levels.push(level);
    if (!level.sellable) continue;
    onHand = plus(onHand, level.onHand);
    quarantined = plus(quarantined, setAsideAt(level));
  }
  levels.push(next);
  if (next.sellable) {
    onHand = plus(onHand, next.onHand);
    quarantined = plus(quarantined, setAsideAt(next));
  }
  const { product } = stock;
  const isSame = onHand.eq(product.onHand) && quarantined.eq(product.quarantined);
  return { product: isSame ? product : { ...product, onHand, quarantined }, levels, listings: stock.listings };
}

/**
 * Of what is on hand at a level, what cannot be sold. Goods that were set aside and have left since, scrapped or repaired, take nothing from those
 * that are there, and goods given free before they are known to be set aside free no others.
 */
export function setAsideAt({ onHand, quarantined }: StockLevelRow): Decimal {
  if (isZero(quarantined) || quarantined.lt(zero) || onHand.lte(zero)) return zero;
  return quarantined.lt(onHand) ? quarantined : onHand;
}

/** Most balances are zero, and all of them are added up for every event: as Big keeps a number, zero has 0 for its first digit. */
const isZero = ({ c }: Decimal): boolean => c[0] === 0;
export const plus = (a: Decimal, b: Decimal): Decimal => (isZero(a) ? b : isZero(b) ? a : a.plus(b));
export const minus = (a: Decimal, b: Decimal): Decimal => (isZero(b) ? a : a.minus(b));

export const latest = (a: Instant | null, b: Instant): Instant => (a !== null && a > b ? a : b);

import type { ProductRef } from './outcome.js';

/** "By default it's limited to up to 100 objects": https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-products */
const MAX_BATCH = 100;

/** Where products are; the variations of each are below it. */
export const PRODUCTS = '/wp-json/wc/v3/products';

/** What one call can be about: products, or the variations of one. */
export interface ByPath<R extends ProductRef> {
  readonly path: string;
  readonly items: readonly R[];
}

export const idOf = ({ productId, variationId }: ProductRef): string => variationId ?? productId;

/** As few calls as will do. */
export function byPath<R extends ProductRef>(all: readonly R[]): ByPath<R>[] {
  const groups = Map.groupBy(all, ({ productId, variationId }) =>
    variationId === undefined ? PRODUCTS : `${PRODUCTS}/${productId}/variations`,
  );
  return [...groups].flatMap(([path, items]) =>
    Array.from({ length: Math.ceil(items.length / MAX_BATCH) }, (_, i) => ({
      path,
      items: items.slice(i * MAX_BATCH, (i + 1) * MAX_BATCH),
    })),
  );
}

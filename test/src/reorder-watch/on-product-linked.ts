import { ProductLinked } from '@penstock/contracts';
import { defineHandler, done } from '@penstock/messaging';
import { watchedProducts } from './watched-product.js';

/** Odoo has a product: from now on its movements are watched. */
export const onProductLinked = defineHandler({
  id: 'reorder-watch.product-linked', // inbox key: never rename
  on: ProductLinked,
  loads: { product: (event) => watchedProducts.one({ productId: event.productId }) },

  handle: ({ sku }, { product }) => done({ save: [watchedProducts.save({ ...product, sku })] }),
});

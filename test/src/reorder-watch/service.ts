import type { ServiceDefinition } from '@penstock/messaging';
import { onProductLinked } from './on-product-linked.js';
import { onStockAdjusted } from './on-stock-adjusted.js';

/** Says when little is left of a product. */
export const reorderWatch: ServiceDefinition = {
  name: 'reorder-watch',
  handlers: [onProductLinked, onStockAdjusted],
};

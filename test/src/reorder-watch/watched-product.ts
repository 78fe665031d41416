import { zero } from '@penstock/domain';
import { column, defineTable } from '@penstock/persistence';

/** A product, how much of it is there, and whether somebody was told to order more. */
export const watchedProducts = defineTable({
  name: 'watched_product',
  key: ['productId'],
  columns: {
    productId: column.text(),
    /** Null until Odoo has linked the product. */
    sku: column.nullable(column.text()),
    onHand: column.decimal(),
    isLow: column.boolean(),
  },
  initial: () => ({ sku: null, onHand: zero, isLow: false }),
});

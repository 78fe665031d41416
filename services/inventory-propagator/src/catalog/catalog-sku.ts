import { column, defineTable, type RowOf } from '@penstock/persistence';

/**
 * Which product took a SKU last. The row is the SKU's lock: an order that names an unknown SKU and the product that brings it are thereby put
 * in a row, so that a line either finds its product or is found waiting by it. The product holds the SKU only while its own row says so.
 */
export const catalogSkus = defineTable({
  name: 'catalog_sku',
  key: ['sku'],
  columns: { sku: column.text(), productId: column.nullable(column.text()) },
  initial: () => ({ productId: null }),
});

export type CatalogSkuRow = RowOf<typeof catalogSkus>;

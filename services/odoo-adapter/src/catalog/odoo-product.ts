import { column, defineTable, type RowOf } from '@penstock/persistence';

/** What the adapter knows of a product.product. */
export const odooProducts = defineTable({
  name: 'odoo_product',
  key: ['odooId'],
  columns: {
    odooId: column.bigint(),
    productId: column.text(),
    sku: column.nullable(column.text()),
    /** As in Quantity: `unit` for pieces. */
    unit: column.text(),
    /** Only such products have stock. */
    storable: column.boolean(),
    active: column.boolean(),
    /** Of what was announced as ProductLinked last; empty before the first time. */
    contentHash: column.text(),
  },
  initial: () => ({ productId: '', sku: null, unit: 'unit', storable: false, active: false, contentHash: '' }),
});
export type OdooProduct = RowOf<typeof odooProducts>;

/**
 * Which product a SKU means. Its name sorts before `odoo_order`, so that handlers and the poll take their locks in the same order. A row is
 * placed for an unknown SKU as soon as an order asks for it: whoever comes second, order or product, sees the first.
 */
export const catalogSkus = defineTable({
  name: 'odoo_catalog_sku',
  key: ['sku'],
  columns: { sku: column.text(), odooId: column.nullable(column.bigint()) },
  initial: () => ({ odooId: null }),
});
export type CatalogSku = RowOf<typeof catalogSkus>;

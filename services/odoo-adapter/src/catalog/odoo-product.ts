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
    /** Of the units and packs that were announced last; empty where there was nothing to say of them. */
    unitsHash: column.text(),
    /** As it was announced; null where an earlier version announced it. */
    name: column.nullable(column.text()),
  },
  initial: () => ({
    ...{ productId: '', sku: null, unit: 'unit', storable: false, active: false, contentHash: '' },
    ...{ unitsHash: '', name: null },
  }),
});
export type OdooProduct = RowOf<typeof odooProducts>;

/** Why a SKU means no product although Odoo knows it: several active products carry it, or only archived ones do. */
export type SkuTrouble = 'AMBIGUOUS' | 'ARCHIVED';

/**
 * Which product a SKU means. Its name sorts before `odoo_order`, so that handlers and the poll take their locks in the same order. A row is
 * placed for an unknown SKU as soon as an order asks for it: whoever comes second, order or product, sees the first.
 */
export const catalogSkus = defineTable({
  name: 'odoo_catalog_sku',
  key: ['sku'],
  columns: {
    sku: column.text(),
    /** product.product; null where it is none or not clear which: orders for it are held. */
    odooId: column.nullable(column.bigint()),
    /** Null where a product is meant, and where Odoo does not know the SKU. */
    trouble: column.nullable(column.text<SkuTrouble>()),
    /** The products in question: product.product ids, oldest first; empty without trouble. */
    candidates: column.json<readonly number[]>(),
  },
  initial: () => ({ odooId: null, trouble: null, candidates: [] }),
});
export type CatalogSku = RowOf<typeof catalogSkus>;

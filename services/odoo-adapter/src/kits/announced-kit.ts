import { column, defineTable, type RowOf } from '@penstock/persistence';

/** Which products were announced as kits. */
export const announcedKits = defineTable({
  name: 'odoo_kit',
  key: ['odooId'],
  columns: {
    /** product.product */
    odooId: column.bigint(),
    productId: column.text(),
    /** Of its parts as they were announced last; empty where it was never a kit, or is none any more. */
    partsHash: column.text(),
  },
  initial: () => ({ productId: '', partsHash: '' }),
});
export type AnnouncedKit = RowOf<typeof announcedKits>;

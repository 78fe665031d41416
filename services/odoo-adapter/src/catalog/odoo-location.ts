import { column, defineTable, type RowOf } from '@penstock/persistence';

/** What the adapter knows of a stock.location, virtual ones included: their usage says why goods moved. */
export const odooLocations = defineTable({
  name: 'odoo_location',
  key: ['odooId'],
  columns: {
    odooId: column.bigint(),
    locationId: column.text(),
    /** internal, supplier, customer, inventory, production, transit or view. */
    usage: column.text(),
    /** Of what was announced as LocationLinked last; empty where it never was. */
    announcedHash: column.text(),
    /** As it was announced; null where it never was, or an earlier version announced it. */
    name: column.nullable(column.text()),
  },
  initial: () => ({ locationId: '', usage: '', announcedHash: '', name: null }),
});
export type OdooLocation = RowOf<typeof odooLocations>;

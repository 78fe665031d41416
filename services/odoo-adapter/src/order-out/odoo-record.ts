import { column, defineTable, type RowOf } from '@penstock/persistence';

/** Which record in Odoo is which thing of ours: what the adapter made there. */
export const odooRecords = defineTable({
  name: 'odoo_record',
  key: ['model', 'odooId'],
  columns: {
    model: column.text(),
    odooId: column.bigint(),
    canonicalId: column.text(),
    /** The order a line belongs to. */
    orderId: column.nullable(column.text()),
    /** module.name */
    externalId: column.text(),
  },
  initial: () => ({ canonicalId: '', orderId: null, externalId: '' }),
});
export type OdooRecord = RowOf<typeof odooRecords>;

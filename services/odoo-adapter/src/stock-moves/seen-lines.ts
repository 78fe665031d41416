import { zero as NOTHING } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';

/**
 * What was taken over of each stock.move.line: announced, or contained in the opening balance. Kept for good, because Odoo lets people change
 * the quantity of a move that is done, and then only the difference is news.
 */
export const seenLines = defineTable({
  name: 'odoo_seen',
  key: ['moveLineId'],
  columns: {
    moveLineId: column.bigint(),
    productId: column.text(),
    unit: column.text(),
    /** Canonical ids; null where that end is no internal place. */
    fromLocation: column.nullable(column.text()),
    toLocation: column.nullable(column.text()),
    /** The same of places of transit, where `transits`. */
    fromTransit: column.nullable(column.text()),
    toTransit: column.nullable(column.text()),
    /** False where a version took it over that told nobody of goods in transit: of this line nobody ever will be. */
    transits: column.boolean(),
    quantity: column.decimal(),
    /** Its stock.move; null where a previous version wrote it, until the full comparison comes by. Like the two below for whoever traces it. */
    moveId: column.nullable(column.bigint()),
    /** The order and the stock.picking that it served. None of these three is part of what is compared. */
    orderId: column.nullable(column.text()),
    pickingId: column.nullable(column.bigint()),
  },
  initial: () => ({
    ...{ productId: '', unit: '', fromLocation: null, toLocation: null, quantity: NOTHING },
    ...{ fromTransit: null, toTransit: null, transits: true },
    ...{ moveId: null, orderId: null, pickingId: null },
  }),
});
export type SeenLine = RowOf<typeof seenLines>;

import type { StockCounted } from '@penstock/contracts';
import { decimalText, instantOfMillis, isoOf, zero } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';
import { contentHash } from '../catalog/content-hash.js';

/** A count that was reported, and what came of it. Moves: absent → wanted → applied | refused; absent → refused. */
export const stockCounts = defineTable({
  name: 'odoo_stock_count',
  key: ['countId'],
  columns: {
    countId: column.text(),
    productId: column.text(),
    locationId: column.text(),
    state: column.text<'absent' | 'wanted' | 'applied' | 'refused'>(),
    counted: column.decimal(),
    unit: column.text(),
    countedAt: column.instant(),
    /** What people call it. */
    reference: column.nullable(column.text()),
    /** product.product and stock.location; null where they are not known. */
    odooProductId: column.nullable(column.bigint()),
    odooLocationId: column.nullable(column.bigint()),
    contentHash: column.text(),
    refusal: column.nullable(column.text()),
    /** The stock.move that Odoo booked it by. */
    odooMoveId: column.nullable(column.bigint()),
    /** The event that reported it. */
    eventId: column.nullable(column.uuid()),
  },
  initial: () => ({
    productId: '',
    locationId: '',
    state: 'absent' as const,
    counted: zero,
    unit: '',
    countedAt: instantOfMillis(0),
    reference: null,
    odooProductId: null,
    odooLocationId: null,
    contentHash: '',
    refusal: null,
    odooMoveId: null,
    eventId: null,
  }),
});
export type StockCount = RowOf<typeof stockCounts>;

/** The count that was applied last to a product in a place: an older one says nothing any more. */
export const lastCounts = defineTable({
  name: 'odoo_last_count',
  key: ['productId', 'locationId'],
  columns: {
    productId: column.text(),
    locationId: column.text(),
    countId: column.text(),
    countedAt: column.instant(),
  },
  initial: () => ({ countId: '', countedAt: instantOfMillis(0) }),
});

export const hashOf = ({ productId, locationId, counted, countedAt, reference }: StockCounted): string =>
  contentHash(productId, locationId, decimalText(counted.amount), counted.unit, isoOf(countedAt), reference);

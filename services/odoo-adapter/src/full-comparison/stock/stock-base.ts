import { zero as NOTHING } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';

/**
 * Stock of one product in one place that no move explains, and the difference that a comparison is after. What ledgers were told is this amount
 * and the effects of all lines in `odoo_seen`.
 */
export const stockBases = defineTable({
  name: 'odoo_stock_base',
  key: ['productId', 'locationId'],
  columns: {
    productId: column.text(),
    locationId: column.text(),
    amount: column.decimal(),
    /** What Odoo had more than was told when a comparison looked last; null where it was the same. */
    suspect: column.nullable(column.decimal()),
    /** Since when the difference is this one. */
    suspectedAt: column.nullable(column.instant()),
    /** The difference that a person was told of and that was left as it is. */
    told: column.nullable(column.decimal()),
  },
  initial: () => ({ amount: NOTHING, suspect: null, suspectedAt: null, told: null }),
});
export type StockBase = RowOf<typeof stockBases>;

import { column, defineTable, type RowOf } from '@penstock/persistence';
import { zero } from '@penstock/domain';

/**
 * The balances of one product at one location, each the plain sum of its movements. Read and written under the lock of its product.
 */
export const stockLevels = defineTable({
  name: 'stock_level',
  key: ['productId', 'locationId'],
  columns: {
    productId: column.text(),
    locationId: column.text(),
    /** Copied from the location: only sellable levels count towards what may be sold. */
    sellable: column.boolean(),
    /** Copied from the location: what is on hand there is in transit. */
    transit: column.boolean(),
    /** All that is there, also what cannot be sold. */
    onHand: column.decimal(),
    /** Of what is on hand, what cannot be sold. */
    quarantined: column.decimal(),
    /** Promised to order lines that are to be served from here. */
    reserved: column.decimal(),
    /** Expected here from suppliers. */
    incoming: column.decimal(),
    /** Left another location for this one, and has not arrived. */
    inTransit: column.decimal(),
    /** As of when it was last counted: movements effective until then are in the count already. */
    countedAt: column.nullable(column.instant()),
    /** Effective time of the latest movement; bounds what a late count has to add up again. */
    lastMovedAt: column.nullable(column.instant()),
  },
  initial: () => ({
    sellable: false,
    transit: false,
    onHand: zero,
    quarantined: zero,
    reserved: zero,
    incoming: zero,
    inTransit: zero,
    countedAt: null,
    lastMovedAt: null,
  }),
});

export type StockLevelRow = RowOf<typeof stockLevels>;

/**
 * A view of the same table, read without a lock for nothing but the names of the products at a location. A declaration of its own, because a row read
 * that way must not be taken for one that was read under its product's lock.
 */
export const stockedProducts = defineTable({
  name: 'stocked_product',
  key: ['productId', 'locationId'],
  columns: { productId: column.text(), locationId: column.text() },
  initial: () => ({}),
});

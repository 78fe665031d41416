import { column, defineTable, type RowOf } from '@penstock/persistence';
import { zero } from '@penstock/domain';

/**
 * A product and the sums of its stock. Its row is the lock of everything that belongs to the product: levels, listings, what is reserved.
 * It may be known from a movement before the catalogue has named it; then it holds no SKU and nothing of it is sold.
 */
export const products = defineTable({
  name: 'product',
  key: ['productId'],
  columns: {
    productId: column.text(),
    /** The SKU it holds; null before it is linked, and while another product holds the one that Odoo gives it. */
    sku: column.nullable(column.text()),
    name: column.nullable(column.text()),
    /** Unit of every quantity of its stock; null until the first that is known. */
    unit: column.nullable(column.text()),
    /** Smallest quantity of the unit that exists; null where nothing is known. */
    unitStep: column.nullable(column.decimal()),
    /** How much of the unit one of each pack holds, as decimal text by the name of the pack; null without packs. */
    packs: column.nullable(column.json<Readonly<Record<string, string>>>()),
    active: column.boolean(),
    /** Over all sellable locations. */
    onHand: column.decimal(),
    /** Of that, what cannot be sold; see `setAsideAt`. */
    quarantined: column.decimal(),
    /** Promised to order lines against what is there. At least what its levels have reserved: the rest is bound to no location. */
    reserved: column.decimal(),
    /** Promised beyond what is there: waits for goods. */
    backordered: column.decimal(),
    /** What suppliers are to bring, as decimal text by the UTC day until which it should be here, such as `2026-11-25`; null where nothing is. */
    expected: column.nullable(column.json<Readonly<Record<string, string>>>()),
    /** A kit is made of it. */
    inKits: column.boolean(),
    /** It is made of others: what may be sold of it follows from them, and is found by the review. */
    isKit: column.boolean(),
    /** `available` as AvailabilityChanged said it last; zero before the first time. */
    announced: column.decimal(),
    /**
     * Rises with every change. A version of this service that does not know it leaves it as it was, and the database books what such a version
     * reserves: see the migration StockLedger.
     */
    revision: column.integer(),
  },
  initial: () => ({
    sku: null,
    name: null,
    unit: null,
    unitStep: null,
    packs: null,
    active: true,
    onHand: zero,
    quarantined: zero,
    reserved: zero,
    backordered: zero,
    expected: null,
    inKits: false,
    isKit: false,
    announced: zero,
    revision: 0,
  }),
});

export type ProductRow = RowOf<typeof products>;

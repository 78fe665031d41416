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
    active: column.boolean(),
    /** Over all sellable locations. */
    onHand: column.decimal(),
    /** Promised to order lines, whichever location will serve them. */
    reserved: column.decimal(),
    /** `available` as AvailabilityChanged said it last; zero before the first time. */
    announced: column.decimal(),
    /** Part of some kit: whoever changes what may be sold of it asks for a review of its kits. */
    inKits: column.boolean(),
  },
  initial: () => ({
    sku: null,
    name: null,
    unit: null,
    active: true,
    onHand: zero,
    reserved: zero,
    announced: zero,
    inKits: false,
  }),
});

export type ProductRow = RowOf<typeof products>;

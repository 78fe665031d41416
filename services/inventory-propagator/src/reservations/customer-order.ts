import { column, defineTable, type RowOf } from '@penstock/persistence';

/** An order, as far as stock is concerned. Its row is the lock of its reservations. */
export const customerOrders = defineTable({
  name: 'customer_order',
  key: ['orderId'],
  columns: {
    orderId: column.text(),
    /** `expected` while only something else than its creation is known: a request of its checkout, or events that overtook it. */
    state: column.text<'expected' | 'taken' | 'cancelled'>(),
    /** Name of the channel that asked first, such as `demo-shop`: its rules serve the order. */
    channel: column.nullable(column.text()),
    /** `updatedAt` of the latest change that was applied: an earlier one of the channel that comes after it says nothing. */
    updatedAt: column.nullable(column.instant()),
    /** When single lines were cancelled last: a later change states them without the cancelled units. */
    cancelledAt: column.nullable(column.instant()),
  },
  initial: () => ({ state: 'expected' as const, channel: null, updatedAt: null, cancelledAt: null }),
});

export type CustomerOrderRow = RowOf<typeof customerOrders>;

import { column, defineTable, type RowOf } from '@penstock/persistence';

/** An order, as far as stock is concerned. Its row is the lock of its reservations. */
export const customerOrders = defineTable({
  name: 'customer_order',
  key: ['orderId'],
  columns: {
    orderId: column.text(),
    /** `expected` while only something later than its creation is known: events of several topics come in no order. */
    state: column.text<'expected' | 'taken' | 'cancelled'>(),
  },
  initial: () => ({ state: 'expected' as const }),
});

export type CustomerOrderRow = RowOf<typeof customerOrders>;

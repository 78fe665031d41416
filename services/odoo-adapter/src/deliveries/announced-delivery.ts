import type { DeliveryDirection, DeliveryState } from '@penstock/contracts';
import { column, defineTable, type RowOf } from '@penstock/persistence';

/** What was announced last of a stock.picking of one of our orders. */
export const odooDeliveries = defineTable({
  name: 'odoo_delivery',
  key: ['pickingId', 'orderId'],
  columns: {
    pickingId: column.bigint(),
    orderId: column.text(),
    deliveryId: column.text(),
    direction: column.text<DeliveryDirection>(),
    state: column.text<DeliveryState>(),
    /** Of the whole event; empty before the first time. */
    contentHash: column.text(),
  },
  initial: () => ({ deliveryId: '', direction: 'UNKNOWN' as const, state: 'UNKNOWN' as const, contentHash: '' }),
});
export type AnnouncedDelivery = RowOf<typeof odooDeliveries>;

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
    /** Such as WH/OUT/00042; null where the previous version wrote it. */
    name: column.nullable(column.text()),
    direction: column.text<DeliveryDirection>(),
    state: column.text<DeliveryState>(),
    /** Its stock.move ids, for whoever traces them; empty where a previous version wrote it and it was not looked at since. */
    moveIds: column.json<readonly number[]>(),
    /** Of the whole event; empty before the first time. */
    contentHash: column.text(),
  },
  initial: () => ({
    deliveryId: '',
    name: null,
    direction: 'UNKNOWN' as const,
    state: 'UNKNOWN' as const,
    moveIds: [],
    contentHash: '',
  }),
});
export type AnnouncedDelivery = RowOf<typeof odooDeliveries>;

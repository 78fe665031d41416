import type { PersonalData } from '@penstock/contracts';
import { column, defineTable, type RowOf } from '@penstock/persistence';
import type { OrderDraft } from './order-draft.js';

/**
 * Where an order stands on its way into Odoo. Moves: absent → held | ready | unwanted; held → ready | unwanted; ready → created | confirmed |
 * refused | cancelling; created, confirmed → cancelling; cancelling → cancelled, or back where goods have left.
 */
export type OrderState =
  | 'absent'
  /** Waits for a SKU that Odoo does not know. */
  | 'held'
  /** Its task is waiting or under way. */
  | 'ready'
  /** In Odoo as a quotation that a person must look at. */
  | 'created'
  | 'confirmed'
  | 'cancelling'
  | 'cancelled'
  /** Cancelled before anything was created. */
  | 'unwanted'
  /** Odoo said no; a person must act. */
  | 'refused';

export const odooOrders = defineTable({
  name: 'odoo_order',
  key: ['orderId'],
  columns: {
    orderId: column.text(),
    state: column.text<OrderState>(),
    orderNumber: column.nullable(column.text()),
    draft: column.nullable(column.json<OrderDraft>()),
    /** Kept only until Odoo has it. */
    personal: column.nullable(column.json<PersonalData>()),
    /** The key of erasure of `personal`. */
    subjectId: column.nullable(column.text()),
    /** sale.order */
    odooId: column.nullable(column.bigint()),
    odooName: column.nullable(column.text()),
  },
  initial: () => ({
    state: 'absent' as const,
    orderNumber: null,
    draft: null,
    personal: null,
    subjectId: null,
    odooId: null,
    odooName: null,
  }),
});
export type OdooOrder = RowOf<typeof odooOrders>;

/** One SKU that a held order waits for. */
export const missingSkus = defineTable({
  name: 'odoo_order_missing_sku',
  key: ['orderId', 'sku'],
  columns: { orderId: column.text(), sku: column.text() },
  initial: () => ({}),
});

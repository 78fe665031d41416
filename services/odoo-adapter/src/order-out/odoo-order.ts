import type { PersonalData } from '@penstock/contracts';
import { column, defineTable, type RowOf } from '@penstock/persistence';
import type { KeptHold } from './hold.js';
import type { CancelledUnits } from '../order-changed/cancelled-units.js';
import type { OrderDraft } from './order-draft.js';

/**
 * Where an order stands on its way into Odoo. Moves: absent → held | ready | unwanted; held → ready | unwanted; ready → created | confirmed |
 * refused | held | cancelling; created → confirmed; created, confirmed → cancelling; cancelling → cancelled, or back where goods have left or Odoo has it locked; refused →
 * held | ready where the channel changes an order that never came to be in Odoo. A change leaves every other state as it is.
 */
export type OrderState =
  | 'absent'
  /** Waits for a SKU that Odoo does not know, or for what its hold names. */
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
    /** res.company that has it. */
    companyId: column.nullable(column.bigint()),
    /** Of the mapping file that it was written, or held, by. */
    mappingVersion: column.nullable(column.text()),
    /** What keeps it out of Odoo, or did so last; null for an order that only waits for SKUs. */
    hold: column.nullable(column.json<KeptHold>()),
    /** When a held order is looked at again. */
    heldUntil: column.nullable(column.instant()),
    /** The channel's version of the content taken last; null before its first update. */
    updatedAt: column.nullable(column.instant()),
    /** Canonical ids of the lines that the channel took out by name, ever; one that came back is none. */
    removedLines: column.json<readonly string[]>(),
    /** Of where the goods go, as said last. Like `personal` it goes with its subject. */
    addressHash: column.nullable(column.text()),
    /** Who the goods go to instead; kept only until Odoo has it. */
    shipTo: column.nullable(column.json<PersonalData>()),
    /** Whether the channel named another way of delivery; until Odoo has it. */
    shippingChanged: column.boolean(),
    /** What was cancelled of single lines since the content was stated; null where nothing was. */
    cancelledUnits: column.nullable(column.json<CancelledUnits>()),
  },
  initial: () => ({
    state: 'absent' as const,
    orderNumber: null,
    draft: null,
    personal: null,
    subjectId: null,
    odooId: null,
    odooName: null,
    companyId: null,
    mappingVersion: null,
    hold: null,
    heldUntil: null,
    updatedAt: null,
    removedLines: [],
    addressHash: null,
    shipTo: null,
    shippingChanged: false,
    cancelledUnits: null,
  }),
});
export type OdooOrder = RowOf<typeof odooOrders>;

/** One SKU that a held order waits for. */
export const missingSkus = defineTable({
  name: 'odoo_order_missing_sku',
  key: ['orderId', 'sku'],
  columns: {
    orderId: column.text(),
    sku: column.text(),
    /** False once the order was changed to do without it. */
    needed: column.boolean(),
  },
  initial: () => ({ needed: true }),
});

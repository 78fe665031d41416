// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Instant } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Quantity } from './common.js';

/** What goods are good for. */
export type GoodsCondition = 'UNKNOWN' | 'SELLABLE' | 'QUARANTINED';

/** Goods came in from a supplier: they are on hand from now on, and no longer expected. */
export interface GoodsReceived {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical product id, prd_… */
  readonly productId: string;
  /** Canonical location id, loc_… */
  readonly locationId: string;
  /** What came in; negative where it went back to the supplier. */
  readonly quantity: Quantity;
  /** Whether it can be sold. */
  readonly condition: GoodsCondition;
  /** Canonical id of what was expected and is hereby fulfilled, exp_…; null where nothing had announced it. */
  readonly expectationId: string | null;
  /** What people call its document, such as P00042; null where none is known. */
  readonly reference: string | null;
  /** Id of the stock.move.line in Odoo that says so; null where another system moved the goods. */
  readonly odooMoveId: number | null;
  /** From when a ledger counts it, in microseconds since 1970-01-01T00:00:00Z; see StockAdjusted. */
  readonly effectiveAt: Instant;
}

/** Goods came in from a supplier: they are on hand from now on, and no longer expected. */
export const GoodsReceived: EventType<GoodsReceived> = defineEvent<GoodsReceived>({
  name: 'penstock.inventory.GoodsReceived',
  topic: 'retail.inventory.v1',
  keyField: 'productId',
  owner: 'warehouse-operations',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"GoodsReceived","namespace":"penstock.inventory","doc":"Goods came in from a supplier: they are on hand from now on, and no longer expected.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"productId","type":"string","doc":"Canonical product id, prd_…"},{"name":"locationId","type":"string","doc":"Canonical location id, loc_…"},{"name":"quantity","type":{"type":"record","name":"Quantity","namespace":"penstock.common","doc":"An exact quantity of goods.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"How many of the unit. Negative where goods leave."},{"name":"unit","type":"string","doc":"Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`."}]},"doc":"What came in; negative where it went back to the supplier."},{"name":"condition","type":{"type":"enum","name":"GoodsCondition","namespace":"penstock.inventory","doc":"What goods are good for.","symbols":["UNKNOWN","SELLABLE","QUARANTINED"],"default":"UNKNOWN"},"doc":"Whether it can be sold."},{"name":"expectationId","type":["null","string"],"doc":"Canonical id of what was expected and is hereby fulfilled, exp_…; null where nothing had announced it.","default":null},{"name":"reference","type":["null","string"],"doc":"What people call its document, such as P00042; null where none is known.","default":null},{"name":"odooMoveId","type":["null","long"],"doc":"Id of the stock.move.line in Odoo that says so; null where another system moved the goods.","default":null},{"name":"effectiveAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"From when a ledger counts it, in microseconds since 1970-01-01T00:00:00Z; see StockAdjusted."}]}',
});

// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Instant } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Quantity } from './common.js';

/** Whether it can be sold again. */
export type ReturnCondition = 'UNKNOWN' | 'RESALEABLE' | 'DAMAGED';

/** What came back of one order line. */
export interface ReturnedLine {
  /** Canonical order line id, orl_… */
  readonly orderLineId: string;
  /** What came back; positive. */
  readonly quantity: Quantity;
  /** UNKNOWN is RESALEABLE where the location does not say otherwise. */
  readonly condition: ReturnCondition;
}

/** Goods of an order came back and were taken in. Odoo books the return by it. */
export interface ReturnReceived {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical return id, ret_… */
  readonly returnId: string;
  /** Canonical order id, ord_… */
  readonly orderId: string;
  /** When the goods were taken in, in microseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAt: Instant;
  /** At least one; each order line once. */
  readonly lines: readonly ReturnedLine[];
  /** Canonical location id, loc_…, where the goods are now; null: where the return operation of the warehouse puts them. */
  readonly locationId: string | null;
}

/** Goods of an order came back and were taken in. Odoo books the return by it. */
export const ReturnReceived: EventType<ReturnReceived> = defineEvent<ReturnReceived>({
  name: 'penstock.fulfilment.ReturnReceived',
  topic: 'retail.fulfilment.v1',
  keyField: 'orderId',
  owner: 'warehouse-operations',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"ReturnReceived","namespace":"penstock.fulfilment","doc":"Goods of an order came back and were taken in. Odoo books the return by it.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"returnId","type":"string","doc":"Canonical return id, ret_…"},{"name":"orderId","type":"string","doc":"Canonical order id, ord_…"},{"name":"receivedAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When the goods were taken in, in microseconds since 1970-01-01T00:00:00Z."},{"name":"lines","type":{"type":"array","items":{"type":"record","name":"ReturnedLine","namespace":"penstock.fulfilment","doc":"What came back of one order line.","fields":[{"name":"orderLineId","type":"string","doc":"Canonical order line id, orl_…"},{"name":"quantity","type":{"type":"record","name":"Quantity","namespace":"penstock.common","doc":"An exact quantity of goods.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"How many of the unit. Negative where goods leave."},{"name":"unit","type":"string","doc":"Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`."}]},"doc":"What came back; positive."},{"name":"condition","type":{"type":"enum","name":"ReturnCondition","namespace":"penstock.fulfilment","doc":"Whether it can be sold again.","symbols":["UNKNOWN","RESALEABLE","DAMAGED"],"default":"UNKNOWN"},"doc":"UNKNOWN is RESALEABLE where the location does not say otherwise."}]}},"doc":"At least one; each order line once."},{"name":"locationId","type":["null","string"],"doc":"Canonical location id, loc_…, where the goods are now; null: where the return operation of the warehouse puts them.","default":null}]}',
});

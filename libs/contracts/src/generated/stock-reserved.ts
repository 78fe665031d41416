// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Instant } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Quantity } from './common.js';

/** The part of a reservation that one location serves. */
export interface Allocation {
  /** Canonical location id, loc_… */
  readonly locationId: string;
  /** Of the whole. */
  readonly quantity: Quantity;
}

/** Stock is set aside for an order line. */
export interface StockReserved {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical reservation id, res_…, one for each order line. */
  readonly reservationId: string;
  /** Canonical order id, ord_… */
  readonly orderId: string;
  /** Canonical order line id, orl_… */
  readonly lineId: string;
  /** Canonical product id, prd_… */
  readonly productId: string;
  /** Canonical location id, loc_…; null while any location may serve it. */
  readonly locationId: string | null;
  /** How much is reserved for the line now. */
  readonly quantity: Quantity;
  /** By location, in the order they will serve; what remains is not bound to a location. */
  readonly allocations: readonly Allocation[];
  /** When it ends by itself unless the order is created, in microseconds since 1970-01-01T00:00:00Z; null once the order is. */
  readonly expiresAt: Instant | null;
  /** What of it is promised beyond what is there, and waits for goods; null where nothing is. */
  readonly backordered: Quantity | null;
}

/** Stock is set aside for an order line. */
export const StockReserved: EventType<StockReserved> = defineEvent<StockReserved>({
  name: 'penstock.inventory.StockReserved',
  topic: 'retail.inventory.v1',
  keyField: 'productId',
  owner: 'inventory',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"StockReserved","namespace":"penstock.inventory","doc":"Stock is set aside for an order line.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"reservationId","type":"string","doc":"Canonical reservation id, res_…, one for each order line."},{"name":"orderId","type":"string","doc":"Canonical order id, ord_…"},{"name":"lineId","type":"string","doc":"Canonical order line id, orl_…"},{"name":"productId","type":"string","doc":"Canonical product id, prd_…"},{"name":"locationId","type":["null","string"],"doc":"Canonical location id, loc_…; null while any location may serve it.","default":null},{"name":"quantity","type":{"type":"record","name":"Quantity","namespace":"penstock.common","doc":"An exact quantity of goods.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"How many of the unit. Negative where goods leave."},{"name":"unit","type":"string","doc":"Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`."}]},"doc":"How much is reserved for the line now."},{"name":"allocations","type":{"type":"array","items":{"type":"record","name":"Allocation","namespace":"penstock.inventory","doc":"The part of a reservation that one location serves.","fields":[{"name":"locationId","type":"string","doc":"Canonical location id, loc_…"},{"name":"quantity","type":"penstock.common.Quantity","doc":"Of the whole."}]}},"doc":"By location, in the order they will serve; what remains is not bound to a location.","default":[]},{"name":"expiresAt","type":["null",{"type":"long","logicalType":"timestamp-micros"}],"doc":"When it ends by itself unless the order is created, in microseconds since 1970-01-01T00:00:00Z; null once the order is.","default":null},{"name":"backordered","type":["null","penstock.common.Quantity"],"doc":"What of it is promised beyond what is there, and waits for goods; null where nothing is.","default":null}]}',
});

// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Instant } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Quantity } from './common.js';

/** What left of one order line. */
export interface ReportedLine {
  /** Canonical order line id, orl_… */
  readonly orderLineId: string;
  /** What left; positive. */
  readonly quantity: Quantity;
}

/** What becomes of what was not shipped. */
export type Remainder = 'UNKNOWN' | 'BACKORDER' | 'CANCEL';

/** Somebody outside Odoo (a logistics provider, a till, the warehouse of a marketplace) says that goods of an order left. Odoo delivers them by it, and says ShipmentConfirmed. */
export interface ShipmentReported {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical id of the report, shp_…: the same report twice is one. */
  readonly shipmentId: string;
  /** Canonical order id, ord_… */
  readonly orderId: string;
  /** When the goods left, in microseconds since 1970-01-01T00:00:00Z. */
  readonly shippedAt: Instant;
  /** At least one; each order line once. */
  readonly lines: readonly ReportedLine[];
  /** UNKNOWN is BACKORDER: what was sold is still owed. */
  readonly remainder: Remainder;
  /** Who carries the parcel. */
  readonly carrier: string | null;
  /** The carrier's tracking number. */
  readonly trackingNumber: string | null;
}

/** Somebody outside Odoo (a logistics provider, a till, the warehouse of a marketplace) says that goods of an order left. Odoo delivers them by it, and says ShipmentConfirmed. */
export const ShipmentReported: EventType<ShipmentReported> = defineEvent<ShipmentReported>({
  name: 'penstock.fulfilment.ShipmentReported',
  topic: 'retail.fulfilment.v1',
  keyField: 'orderId',
  owner: 'warehouse-operations',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"ShipmentReported","namespace":"penstock.fulfilment","doc":"Somebody outside Odoo (a logistics provider, a till, the warehouse of a marketplace) says that goods of an order left. Odoo delivers them by it, and says ShipmentConfirmed.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"shipmentId","type":"string","doc":"Canonical id of the report, shp_…: the same report twice is one."},{"name":"orderId","type":"string","doc":"Canonical order id, ord_…"},{"name":"shippedAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When the goods left, in microseconds since 1970-01-01T00:00:00Z."},{"name":"lines","type":{"type":"array","items":{"type":"record","name":"ReportedLine","namespace":"penstock.fulfilment","doc":"What left of one order line.","fields":[{"name":"orderLineId","type":"string","doc":"Canonical order line id, orl_…"},{"name":"quantity","type":{"type":"record","name":"Quantity","namespace":"penstock.common","doc":"An exact quantity of goods.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"How many of the unit. Negative where goods leave."},{"name":"unit","type":"string","doc":"Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`."}]},"doc":"What left; positive."}]}},"doc":"At least one; each order line once."},{"name":"remainder","type":{"type":"enum","name":"Remainder","namespace":"penstock.fulfilment","doc":"What becomes of what was not shipped.","symbols":["UNKNOWN","BACKORDER","CANCEL"],"default":"UNKNOWN"},"doc":"UNKNOWN is BACKORDER: what was sold is still owed."},{"name":"carrier","type":["null","string"],"doc":"Who carries the parcel.","default":null},{"name":"trackingNumber","type":["null","string"],"doc":"The carrier\'s tracking number.","default":null}]}',
});

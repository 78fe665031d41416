// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Instant } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, OdooReference, Quantity } from './common.js';

/** Which way the goods go. */
export type DeliveryDirection = 'UNKNOWN' | 'OUT' | 'BACK';

/** How far it is. */
export type DeliveryState = 'UNKNOWN' | 'DRAFT' | 'WAITING' | 'READY' | 'DONE' | 'CANCELLED' | 'DELETED';

/** What is planned of one order line. */
export interface PlannedLine {
  /** Canonical order line id, orl_… */
  readonly orderLineId: string;
  /** Canonical product id, prd_… */
  readonly productId: string;
  /** What is demanded; positive. */
  readonly quantity: Quantity;
}

/** What Odoo plans to deliver of an order, or to take back, was made or changed. States the whole; what really left is ShipmentConfirmed. */
export interface DeliveryChanged {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical shipment id, shp_…, the same as that of the ShipmentConfirmed it may end in. */
  readonly deliveryId: string;
  /** Canonical order id, ord_… */
  readonly orderId: string;
  /** The stock.picking record. */
  readonly odoo: OdooReference;
  /** OUT to the customer, BACK from the customer. */
  readonly direction: DeliveryDirection;
  /** WAITING for goods or another transfer; READY to be picked; DELETED is no longer in Odoo. */
  readonly state: DeliveryState;
  /** When it is planned, in microseconds since 1970-01-01T00:00:00Z. */
  readonly scheduledAt: Instant | null;
  /** deliveryId of the delivery that this is the rest of. */
  readonly backorderOf: string | null;
  /** The carrier's tracking number. */
  readonly trackingNumber: string | null;
  /** Empty once it is deleted. */
  readonly lines: readonly PlannedLine[];
}

/** What Odoo plans to deliver of an order, or to take back, was made or changed. States the whole; what really left is ShipmentConfirmed. */
export const DeliveryChanged: EventType<DeliveryChanged> = defineEvent<DeliveryChanged>({
  name: 'penstock.fulfilment.DeliveryChanged',
  topic: 'retail.fulfilment.v1',
  keyField: 'orderId',
  owner: 'warehouse-operations',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"DeliveryChanged","namespace":"penstock.fulfilment","doc":"What Odoo plans to deliver of an order, or to take back, was made or changed. States the whole; what really left is ShipmentConfirmed.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"deliveryId","type":"string","doc":"Canonical shipment id, shp_…, the same as that of the ShipmentConfirmed it may end in."},{"name":"orderId","type":"string","doc":"Canonical order id, ord_…"},{"name":"odoo","type":{"type":"record","name":"OdooReference","namespace":"penstock.common","doc":"One record in one Odoo database.","fields":[{"name":"instance","type":"string","doc":"Which Odoo database, by its name in the configuration, such as main."},{"name":"model","type":"string","doc":"Technical model name, such as product.product."},{"name":"id","type":"long","doc":"Database id of the record."}]},"doc":"The stock.picking record."},{"name":"direction","type":{"type":"enum","name":"DeliveryDirection","namespace":"penstock.fulfilment","doc":"Which way the goods go.","symbols":["UNKNOWN","OUT","BACK"],"default":"UNKNOWN"},"doc":"OUT to the customer, BACK from the customer."},{"name":"state","type":{"type":"enum","name":"DeliveryState","namespace":"penstock.fulfilment","doc":"How far it is.","symbols":["UNKNOWN","DRAFT","WAITING","READY","DONE","CANCELLED","DELETED"],"default":"UNKNOWN"},"doc":"WAITING for goods or another transfer; READY to be picked; DELETED is no longer in Odoo."},{"name":"scheduledAt","type":["null",{"type":"long","logicalType":"timestamp-micros"}],"doc":"When it is planned, in microseconds since 1970-01-01T00:00:00Z.","default":null},{"name":"backorderOf","type":["null","string"],"doc":"deliveryId of the delivery that this is the rest of.","default":null},{"name":"trackingNumber","type":["null","string"],"doc":"The carrier\'s tracking number.","default":null},{"name":"lines","type":{"type":"array","items":{"type":"record","name":"PlannedLine","namespace":"penstock.fulfilment","doc":"What is planned of one order line.","fields":[{"name":"orderLineId","type":"string","doc":"Canonical order line id, orl_…"},{"name":"productId","type":"string","doc":"Canonical product id, prd_…"},{"name":"quantity","type":{"type":"record","name":"Quantity","namespace":"penstock.common","doc":"An exact quantity of goods.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"How many of the unit. Negative where goods leave."},{"name":"unit","type":"string","doc":"Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`."}]},"doc":"What is demanded; positive."}]}},"doc":"Empty once it is deleted."}]}',
});

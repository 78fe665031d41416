// Generated from schemas/ by `npm run generate`. Do not edit.
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Quantity } from './common.js';

/** Why nothing was reserved. */
export type RejectionReason = 'UNKNOWN' | 'INSUFFICIENT_STOCK' | 'PRODUCT_INACTIVE' | 'LOCATION_INACTIVE' | 'UNIT_MISMATCH' | 'OTHER_LINE_REJECTED' | 'EXPIRED' | 'QUANTITY_NOT_ALLOWED';

/** An order line could not be reserved. */
export interface ReservationRejected {
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
  /** How much was asked for. */
  readonly quantity: Quantity;
  /** How much was available to sell at that moment. */
  readonly available: Quantity;
  /** Why it was refused. */
  readonly reason: RejectionReason;
}

/** An order line could not be reserved. */
export const ReservationRejected: EventType<ReservationRejected> = defineEvent<ReservationRejected>({
  name: 'penstock.inventory.ReservationRejected',
  topic: 'retail.inventory.v1',
  keyField: 'productId',
  owner: 'inventory',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"ReservationRejected","namespace":"penstock.inventory","doc":"An order line could not be reserved.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"reservationId","type":"string","doc":"Canonical reservation id, res_…, one for each order line."},{"name":"orderId","type":"string","doc":"Canonical order id, ord_…"},{"name":"lineId","type":"string","doc":"Canonical order line id, orl_…"},{"name":"productId","type":"string","doc":"Canonical product id, prd_…"},{"name":"locationId","type":["null","string"],"doc":"Canonical location id, loc_…; null while any location may serve it.","default":null},{"name":"quantity","type":{"type":"record","name":"Quantity","namespace":"penstock.common","doc":"An exact quantity of goods.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"How many of the unit. Negative where goods leave."},{"name":"unit","type":"string","doc":"Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`."}]},"doc":"How much was asked for."},{"name":"available","type":"penstock.common.Quantity","doc":"How much was available to sell at that moment."},{"name":"reason","type":{"type":"enum","name":"RejectionReason","namespace":"penstock.inventory","doc":"Why nothing was reserved.","symbols":["UNKNOWN","INSUFFICIENT_STOCK","PRODUCT_INACTIVE","LOCATION_INACTIVE","UNIT_MISMATCH","OTHER_LINE_REJECTED","EXPIRED","QUANTITY_NOT_ALLOWED"],"default":"UNKNOWN"},"doc":"Why it was refused."}]}',
});

// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Instant } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Quantity } from './common.js';

/** What to do with a request that cannot be served in full. */
export type ReservationPolicy = 'UNKNOWN' | 'EACH_LINE_IN_FULL' | 'ALL_LINES_OR_NONE' | 'AS_MUCH_AS_THERE_IS';

/** What is asked for one order line. */
export interface RequestedLine {
  /** Canonical order line id, orl_… */
  readonly lineId: string;
  /** Canonical product id, prd_…; null where the SKU names it. */
  readonly productId: string | null;
  /** SKU; null where the product id names it. */
  readonly sku: string | null;
  /** How much; positive. */
  readonly quantity: Quantity;
}

/** Somebody asks for stock to be set aside for lines of an order, before or instead of OrderCreated. Asking twice for a line is one reservation; OrderCreated of the same order confirms it. */
export interface ReservationRequested {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical order id, ord_… */
  readonly orderId: string;
  /** What happens where not everything is there. */
  readonly policy: ReservationPolicy;
  /** When the reservation ends by itself unless the order is created, in microseconds since 1970-01-01T00:00:00Z; null: after the window of the channel. */
  readonly expiresAt: Instant | null;
  /** Of two that wait for the same goods the lower number is served first; 100 is ordinary. */
  readonly priority: number;
  /** True: what is not there waits for goods, as far as the rules of the channel allow. */
  readonly backorder: boolean;
  /** At least one; each line once. */
  readonly lines: readonly RequestedLine[];
}

/** Somebody asks for stock to be set aside for lines of an order, before or instead of OrderCreated. Asking twice for a line is one reservation; OrderCreated of the same order confirms it. */
export const ReservationRequested: EventType<ReservationRequested> = defineEvent<ReservationRequested>({
  name: 'penstock.orders.ReservationRequested',
  topic: 'retail.orders.v1',
  keyField: 'orderId',
  owner: 'inventory',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"ReservationRequested","namespace":"penstock.orders","doc":"Somebody asks for stock to be set aside for lines of an order, before or instead of OrderCreated. Asking twice for a line is one reservation; OrderCreated of the same order confirms it.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"orderId","type":"string","doc":"Canonical order id, ord_…"},{"name":"policy","type":{"type":"enum","name":"ReservationPolicy","namespace":"penstock.orders","doc":"What to do with a request that cannot be served in full.","symbols":["UNKNOWN","EACH_LINE_IN_FULL","ALL_LINES_OR_NONE","AS_MUCH_AS_THERE_IS"],"default":"UNKNOWN"},"doc":"What happens where not everything is there."},{"name":"expiresAt","type":["null",{"type":"long","logicalType":"timestamp-micros"}],"doc":"When the reservation ends by itself unless the order is created, in microseconds since 1970-01-01T00:00:00Z; null: after the window of the channel.","default":null},{"name":"priority","type":"int","doc":"Of two that wait for the same goods the lower number is served first; 100 is ordinary.","default":100},{"name":"backorder","type":"boolean","doc":"True: what is not there waits for goods, as far as the rules of the channel allow.","default":false},{"name":"lines","type":{"type":"array","items":{"type":"record","name":"RequestedLine","namespace":"penstock.orders","doc":"What is asked for one order line.","fields":[{"name":"lineId","type":"string","doc":"Canonical order line id, orl_…"},{"name":"productId","type":["null","string"],"doc":"Canonical product id, prd_…; null where the SKU names it.","default":null},{"name":"sku","type":["null","string"],"doc":"SKU; null where the product id names it.","default":null},{"name":"quantity","type":{"type":"record","name":"Quantity","namespace":"penstock.common","doc":"An exact quantity of goods.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"How many of the unit. Negative where goods leave."},{"name":"unit","type":"string","doc":"Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`."}]},"doc":"How much; positive."}]}},"doc":"At least one; each line once."}]}',
});

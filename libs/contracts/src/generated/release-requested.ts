// Generated from schemas/ by `npm run generate`. Do not edit.
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Quantity } from './common.js';

/** Why a reservation is given up by request. */
export type ReleaseCause = 'UNKNOWN' | 'CHECKOUT_ABANDONED' | 'ORDER_CHANGED' | 'OPERATOR';

/** What is given up of one order line. */
export interface ReleasedLine {
  /** Canonical order line id, orl_… */
  readonly lineId: string;
  /** How much; null for all that is still set aside. */
  readonly quantity: Quantity | null;
}

/** Somebody gives up what was set aside for an order. */
export interface ReleaseRequested {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical order id, ord_… */
  readonly orderId: string;
  /** Why. */
  readonly reason: ReleaseCause;
  /** Null: all lines. */
  readonly lines: readonly ReleasedLine[] | null;
}

/** Somebody gives up what was set aside for an order. */
export const ReleaseRequested: EventType<ReleaseRequested> = defineEvent<ReleaseRequested>({
  name: 'penstock.orders.ReleaseRequested',
  topic: 'retail.orders.v1',
  keyField: 'orderId',
  owner: 'inventory',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"ReleaseRequested","namespace":"penstock.orders","doc":"Somebody gives up what was set aside for an order.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"orderId","type":"string","doc":"Canonical order id, ord_…"},{"name":"reason","type":{"type":"enum","name":"ReleaseCause","namespace":"penstock.orders","doc":"Why a reservation is given up by request.","symbols":["UNKNOWN","CHECKOUT_ABANDONED","ORDER_CHANGED","OPERATOR"],"default":"UNKNOWN"},"doc":"Why."},{"name":"lines","type":["null",{"type":"array","items":{"type":"record","name":"ReleasedLine","namespace":"penstock.orders","doc":"What is given up of one order line.","fields":[{"name":"lineId","type":"string","doc":"Canonical order line id, orl_…"},{"name":"quantity","type":["null",{"type":"record","name":"Quantity","namespace":"penstock.common","doc":"An exact quantity of goods.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"How many of the unit. Negative where goods leave."},{"name":"unit","type":"string","doc":"Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`."}]}],"doc":"How much; null for all that is still set aside.","default":null}]}}],"doc":"Null: all lines.","default":null}]}',
});

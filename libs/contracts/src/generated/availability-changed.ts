// Generated from schemas/ by `npm run generate`. Do not edit.
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Quantity } from './common.js';

/** The part of one location. */
export interface LocationAvailability {
  /** Canonical location id, loc_… */
  readonly locationId: string;
  /** At this location. */
  readonly onHand: Quantity;
  /** Of it, set aside. */
  readonly reserved: Quantity;
  /** onHand − reserved. */
  readonly available: Quantity;
  /** Expected from suppliers; null where nothing is. */
  readonly incoming: Quantity | null;
  /** On its way between locations; null where nothing is. */
  readonly inTransit: Quantity | null;
  /** Of on hand, what cannot be sold; null where nothing is. */
  readonly quarantined: Quantity | null;
}

/** What may be sold of a product changed. States the whole. */
export interface AvailabilityChanged {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical product id, prd_… */
  readonly productId: string;
  /** Over all sellable locations. */
  readonly onHand: Quantity;
  /** Set aside for order lines. */
  readonly reserved: Quantity;
  /** onHand − quarantined − reserved; negative where more was promised than is there. */
  readonly available: Quantity;
  /** available as announced last; zero before the first time. */
  readonly previousAvailable: Quantity;
  /** The same by location; reservations without a location count in the totals only. */
  readonly locations: readonly LocationAvailability[];
  /** Expected from suppliers; null where nothing is. */
  readonly incoming: Quantity | null;
  /** On its way between locations; null where nothing is. */
  readonly inTransit: Quantity | null;
  /** Of on hand, what cannot be sold; null where nothing is. */
  readonly quarantined: Quantity | null;
}

/** What may be sold of a product changed. States the whole. */
export const AvailabilityChanged: EventType<AvailabilityChanged> = defineEvent<AvailabilityChanged>({
  name: 'penstock.inventory.AvailabilityChanged',
  topic: 'retail.inventory.v1',
  keyField: 'productId',
  owner: 'inventory',
  onDeadLetter: 'continue',
  schema: '{"type":"record","name":"AvailabilityChanged","namespace":"penstock.inventory","doc":"What may be sold of a product changed. States the whole.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"productId","type":"string","doc":"Canonical product id, prd_…"},{"name":"onHand","type":{"type":"record","name":"Quantity","namespace":"penstock.common","doc":"An exact quantity of goods.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"How many of the unit. Negative where goods leave."},{"name":"unit","type":"string","doc":"Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`."}]},"doc":"Over all sellable locations."},{"name":"reserved","type":"penstock.common.Quantity","doc":"Set aside for order lines."},{"name":"available","type":"penstock.common.Quantity","doc":"onHand − quarantined − reserved; negative where more was promised than is there."},{"name":"previousAvailable","type":"penstock.common.Quantity","doc":"available as announced last; zero before the first time."},{"name":"locations","type":{"type":"array","items":{"type":"record","name":"LocationAvailability","namespace":"penstock.inventory","doc":"The part of one location.","fields":[{"name":"locationId","type":"string","doc":"Canonical location id, loc_…"},{"name":"onHand","type":"penstock.common.Quantity","doc":"At this location."},{"name":"reserved","type":"penstock.common.Quantity","doc":"Of it, set aside."},{"name":"available","type":"penstock.common.Quantity","doc":"onHand − reserved."},{"name":"incoming","type":["null","penstock.common.Quantity"],"doc":"Expected from suppliers; null where nothing is.","default":null},{"name":"inTransit","type":["null","penstock.common.Quantity"],"doc":"On its way between locations; null where nothing is.","default":null},{"name":"quarantined","type":["null","penstock.common.Quantity"],"doc":"Of on hand, what cannot be sold; null where nothing is.","default":null}]}},"doc":"The same by location; reservations without a location count in the totals only."},{"name":"incoming","type":["null","penstock.common.Quantity"],"doc":"Expected from suppliers; null where nothing is.","default":null},{"name":"inTransit","type":["null","penstock.common.Quantity"],"doc":"On its way between locations; null where nothing is.","default":null},{"name":"quarantined","type":["null","penstock.common.Quantity"],"doc":"Of on hand, what cannot be sold; null where nothing is.","default":null}]}',
});

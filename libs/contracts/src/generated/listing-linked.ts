// Generated from schemas/ by `npm run generate`. Do not edit.
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta } from './common.js';

/** A channel lists a product, or what is known of that changed. States the whole. */
export interface ListingLinked {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical listing id, lst_… */
  readonly listingId: string;
  /** Kind and name of the channel, such as shopify:demo-shop. */
  readonly destination: string;
  /** What the channel calls it where its stock is told: Shopify's inventory item, WooCommerce's product or product/variation, Amazon's seller SKU. */
  readonly ref: string;
  /** SKU the channel shows; null where it has none. */
  readonly sku: string | null;
  /** GTIN or other barcode the channel shows; null where it has none. */
  readonly barcode: string | null;
  /** What people call it there. */
  readonly title: string | null;
  /** False once the channel has deleted or ended it. */
  readonly active: boolean;
}

/** A channel lists a product, or what is known of that changed. States the whole. */
export const ListingLinked: EventType<ListingLinked> = defineEvent<ListingLinked>({
  name: 'penstock.catalog.ListingLinked',
  topic: 'retail.catalog.v1',
  keyField: 'listingId',
  owner: 'channel-operations',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"ListingLinked","namespace":"penstock.catalog","doc":"A channel lists a product, or what is known of that changed. States the whole.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"listingId","type":"string","doc":"Canonical listing id, lst_…"},{"name":"destination","type":"string","doc":"Kind and name of the channel, such as shopify:demo-shop."},{"name":"ref","type":"string","doc":"What the channel calls it where its stock is told: Shopify\'s inventory item, WooCommerce\'s product or product/variation, Amazon\'s seller SKU."},{"name":"sku","type":["null","string"],"doc":"SKU the channel shows; null where it has none.","default":null},{"name":"barcode","type":["null","string"],"doc":"GTIN or other barcode the channel shows; null where it has none.","default":null},{"name":"title","type":["null","string"],"doc":"What people call it there.","default":null},{"name":"active","type":"boolean","doc":"False once the channel has deleted or ended it."}]}',
});

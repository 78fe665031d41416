// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Decimal, Instant } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Money, OdooReference } from './common.js';

/** A sales price in Odoo is known, or changed. States the whole. */
export interface PriceChanged {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical product id, prd_… */
  readonly productId: string;
  /** The product.product or product.pricelist.item record. */
  readonly odoo: OdooReference;
  /** Name of the pricelist; null for the list price of the product itself. */
  readonly pricelist: string | null;
  /** Name of the company whose price it is. */
  readonly company: string;
  /** Of one unit, before taxes that come on top. */
  readonly price: Money;
  /** From how many units on; 0 for any. */
  readonly minimumQuantity: Decimal;
  /** From when it holds, in microseconds since 1970-01-01T00:00:00Z; null: since ever. */
  readonly validFrom: Instant | null;
  /** Until when, exclusively; null: for ever. */
  readonly validUntil: Instant | null;
  /** False once the price is gone: archived, deleted, or its product is. */
  readonly active: boolean;
}

/** A sales price in Odoo is known, or changed. States the whole. */
export const PriceChanged: EventType<PriceChanged> = defineEvent<PriceChanged>({
  name: 'penstock.catalog.PriceChanged',
  topic: 'retail.catalog.v1',
  keyField: 'productId',
  owner: 'merchandising',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"PriceChanged","namespace":"penstock.catalog","doc":"A sales price in Odoo is known, or changed. States the whole.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"productId","type":"string","doc":"Canonical product id, prd_…"},{"name":"odoo","type":{"type":"record","name":"OdooReference","namespace":"penstock.common","doc":"One record in one Odoo database.","fields":[{"name":"instance","type":"string","doc":"Which Odoo database, by its name in the configuration, such as main."},{"name":"model","type":"string","doc":"Technical model name, such as product.product."},{"name":"id","type":"long","doc":"Database id of the record."}]},"doc":"The product.product or product.pricelist.item record."},{"name":"pricelist","type":["null","string"],"doc":"Name of the pricelist; null for the list price of the product itself.","default":null},{"name":"company","type":"string","doc":"Name of the company whose price it is."},{"name":"price","type":{"type":"record","name":"Money","namespace":"penstock.common","doc":"An exact amount in one currency.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"In major units of the currency: 12.50 is twelve euros fifty. Negative where money flows back."},{"name":"currency","type":"string","doc":"ISO 4217 code, such as EUR."}]},"doc":"Of one unit, before taxes that come on top."},{"name":"minimumQuantity","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"From how many units on; 0 for any."},{"name":"validFrom","type":["null",{"type":"long","logicalType":"timestamp-micros"}],"doc":"From when it holds, in microseconds since 1970-01-01T00:00:00Z; null: since ever.","default":null},{"name":"validUntil","type":["null",{"type":"long","logicalType":"timestamp-micros"}],"doc":"Until when, exclusively; null: for ever.","default":null},{"name":"active","type":"boolean","doc":"False once the price is gone: archived, deleted, or its product is."}]}',
});

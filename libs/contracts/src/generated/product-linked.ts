// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Decimal } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, OdooReference, Quantity } from './common.js';

/** A packing of the product that is ordered, received or scanned as one. */
export interface Pack {
  /** Its name as a unit, in lower case, such as `pack of 6`. */
  readonly unit: string;
  /** Barcode on the packing. */
  readonly barcode: string | null;
  /** What one of it holds, in the unit of the product. */
  readonly contains: Quantity;
}

/** A product is known in Odoo, or what is known of it changed. States the whole. */
export interface ProductLinked {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical product id, prd_… */
  readonly productId: string;
  /** The product.product record. */
  readonly odoo: OdooReference;
  /** Internal reference (default_code) in Odoo. */
  readonly sku: string | null;
  /** GTIN or other barcode. */
  readonly barcode: string | null;
  /** Display name in Odoo. */
  readonly name: string;
  /** Unit of measure in which its stock is kept, as in Quantity. */
  readonly unit: string;
  /** False once archived: nothing new is sold. */
  readonly active: boolean;
  /** Smallest quantity of the unit that exists, such as 1 for pieces or 0.01 for kg; null where nothing is known: pieces are whole. */
  readonly unitStep: Decimal | null;
  /** Each unit once. */
  readonly packs: readonly Pack[];
}

/** A product is known in Odoo, or what is known of it changed. States the whole. */
export const ProductLinked: EventType<ProductLinked> = defineEvent<ProductLinked>({
  name: 'penstock.catalog.ProductLinked',
  topic: 'retail.catalog.v1',
  keyField: 'productId',
  owner: 'merchandising',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"ProductLinked","namespace":"penstock.catalog","doc":"A product is known in Odoo, or what is known of it changed. States the whole.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"productId","type":"string","doc":"Canonical product id, prd_…"},{"name":"odoo","type":{"type":"record","name":"OdooReference","namespace":"penstock.common","doc":"One record in one Odoo database.","fields":[{"name":"instance","type":"string","doc":"Which Odoo database, by its name in the configuration, such as main."},{"name":"model","type":"string","doc":"Technical model name, such as product.product."},{"name":"id","type":"long","doc":"Database id of the record."}]},"doc":"The product.product record."},{"name":"sku","type":["null","string"],"doc":"Internal reference (default_code) in Odoo.","default":null},{"name":"barcode","type":["null","string"],"doc":"GTIN or other barcode.","default":null},{"name":"name","type":"string","doc":"Display name in Odoo."},{"name":"unit","type":"string","doc":"Unit of measure in which its stock is kept, as in Quantity."},{"name":"active","type":"boolean","doc":"False once archived: nothing new is sold."},{"name":"unitStep","type":["null",{"type":"bytes","logicalType":"decimal","precision":38,"scale":9}],"doc":"Smallest quantity of the unit that exists, such as 1 for pieces or 0.01 for kg; null where nothing is known: pieces are whole.","default":null},{"name":"packs","type":{"type":"array","items":{"type":"record","name":"Pack","namespace":"penstock.catalog","doc":"A packing of the product that is ordered, received or scanned as one.","fields":[{"name":"unit","type":"string","doc":"Its name as a unit, in lower case, such as `pack of 6`."},{"name":"barcode","type":["null","string"],"doc":"Barcode on the packing.","default":null},{"name":"contains","type":{"type":"record","name":"Quantity","namespace":"penstock.common","doc":"An exact quantity of goods.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"How many of the unit. Negative where goods leave."},{"name":"unit","type":"string","doc":"Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`."}]},"doc":"What one of it holds, in the unit of the product."}]}},"doc":"Each unit once.","default":[]}]}',
});

// Generated from schemas/ by `npm run generate`. Do not edit.
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, OdooReference } from './common.js';

/** What a location is for, as Odoo names it. */
export type LocationUsage = 'UNKNOWN' | 'INTERNAL' | 'TRANSIT' | 'SUPPLIER' | 'CUSTOMER' | 'INVENTORY' | 'PRODUCTION' | 'VIEW';

/** A stock location is known in Odoo, or what is known of it changed. States the whole. */
export interface LocationLinked {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical location id, loc_… */
  readonly locationId: string;
  /** The stock.location record. */
  readonly odoo: OdooReference;
  /** Short code or barcode of the location. */
  readonly code: string | null;
  /** Complete name in Odoo, such as WH/Stock. */
  readonly name: string;
  /** Short code of its warehouse, such as WH; null outside any warehouse. */
  readonly warehouseCode: string | null;
  /** Only INTERNAL holds sellable stock. */
  readonly usage: LocationUsage;
  /** False once archived. */
  readonly active: boolean;
}

/** A stock location is known in Odoo, or what is known of it changed. States the whole. */
export const LocationLinked: EventType<LocationLinked> = defineEvent<LocationLinked>({
  name: 'penstock.catalog.LocationLinked',
  topic: 'retail.catalog.v1',
  keyField: 'locationId',
  owner: 'warehouse-operations',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"LocationLinked","namespace":"penstock.catalog","doc":"A stock location is known in Odoo, or what is known of it changed. States the whole.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"locationId","type":"string","doc":"Canonical location id, loc_…"},{"name":"odoo","type":{"type":"record","name":"OdooReference","namespace":"penstock.common","doc":"One record in one Odoo database.","fields":[{"name":"instance","type":"string","doc":"Which Odoo database, by its name in the configuration, such as main."},{"name":"model","type":"string","doc":"Technical model name, such as product.product."},{"name":"id","type":"long","doc":"Database id of the record."}]},"doc":"The stock.location record."},{"name":"code","type":["null","string"],"doc":"Short code or barcode of the location.","default":null},{"name":"name","type":"string","doc":"Complete name in Odoo, such as WH/Stock."},{"name":"warehouseCode","type":["null","string"],"doc":"Short code of its warehouse, such as WH; null outside any warehouse.","default":null},{"name":"usage","type":{"type":"enum","name":"LocationUsage","namespace":"penstock.catalog","doc":"What a location is for, as Odoo names it.","symbols":["UNKNOWN","INTERNAL","TRANSIT","SUPPLIER","CUSTOMER","INVENTORY","PRODUCTION","VIEW"],"default":"UNKNOWN"},"doc":"Only INTERNAL holds sellable stock."},{"name":"active","type":"boolean","doc":"False once archived."}]}',
});

// Generated from schemas/ by `npm run generate`. Do not edit.
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, OdooReference } from './common.js';

/** What the record is to us. */
export type OdooRecordKind = 'UNKNOWN' | 'SALE_ORDER' | 'PARTNER' | 'PRODUCT' | 'LOCATION' | 'PICKING' | 'INVOICE' | 'PAYMENT' | 'JOURNAL_ENTRY';

/** A canonical thing has its record in Odoo. */
export interface OdooRecordLinked {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** The thing, by its canonical id. */
  readonly canonicalId: string;
  /** The role of the record. */
  readonly kind: OdooRecordKind;
  /** The record. */
  readonly odoo: OdooReference;
  /** What people call the record in Odoo, such as S00042. */
  readonly displayName: string;
  /** module.name in ir.model.data, by which the record is found again after a lost answer. */
  readonly externalId: string;
}

/** A canonical thing has its record in Odoo. */
export const OdooRecordLinked: EventType<OdooRecordLinked> = defineEvent<OdooRecordLinked>({
  name: 'penstock.operations.OdooRecordLinked',
  topic: 'retail.operations.v1',
  keyField: 'canonicalId',
  owner: 'erp',
  onDeadLetter: 'continue',
  schema: '{"type":"record","name":"OdooRecordLinked","namespace":"penstock.operations","doc":"A canonical thing has its record in Odoo.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"canonicalId","type":"string","doc":"The thing, by its canonical id."},{"name":"kind","type":{"type":"enum","name":"OdooRecordKind","namespace":"penstock.operations","doc":"What the record is to us.","symbols":["UNKNOWN","SALE_ORDER","PARTNER","PRODUCT","LOCATION","PICKING","INVOICE","PAYMENT","JOURNAL_ENTRY"],"default":"UNKNOWN"},"doc":"The role of the record."},{"name":"odoo","type":{"type":"record","name":"OdooReference","namespace":"penstock.common","doc":"One record in one Odoo database.","fields":[{"name":"instance","type":"string","doc":"Which Odoo database, by its name in the configuration, such as main."},{"name":"model","type":"string","doc":"Technical model name, such as product.product."},{"name":"id","type":"long","doc":"Database id of the record."}]},"doc":"The record."},{"name":"displayName","type":"string","doc":"What people call the record in Odoo, such as S00042."},{"name":"externalId","type":"string","doc":"module.name in ir.model.data, by which the record is found again after a lost answer."}]}',
});

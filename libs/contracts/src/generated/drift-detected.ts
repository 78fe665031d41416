// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Instant } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Money, Quantity } from './common.js';

/** Two records of stock. */
export type StockComparison = 'UNKNOWN' | 'ODOO_LEDGER' | 'LEDGER_CHANNEL';

/** Why two records of stock differ. */
export type DriftCause = 'UNKNOWN' | 'MOVEMENT_MISSED' | 'MOVEMENT_DOUBLED' | 'CHANGED_AT_CHANNEL' | 'NEVER_TOLD' | 'REFUSED_BY_CHANNEL' | 'LISTING_DELETED';

/** What is done about a difference. */
export type DriftAction = 'UNKNOWN' | 'REPORTED' | 'REPAIRED' | 'LEFT_TO_A_PERSON';

/** Two records of the same stock do not agree, and no change in flight explains it. */
export interface DriftDetected {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical drift id, dft_…: the same difference seen again has the same id. */
  readonly driftId: string;
  /** What was compared with what. */
  readonly comparison: StockComparison;
  /** Canonical product id, prd_… */
  readonly productId: string;
  /** Canonical location id, loc_…; null where a channel is compared. */
  readonly locationId: string | null;
  /** Channel, such as shopify:demo-shop; null where a location is compared. */
  readonly destination: string | null;
  /** What the channel calls it; null where a location is compared. */
  readonly listing: string | null;
  /** What should be there by the record that is believed. */
  readonly expected: Quantity;
  /** What the other record says. */
  readonly found: Quantity;
  /** The likeliest cause. */
  readonly cause: DriftCause;
  /** The difference at the price that is known; null where none is. */
  readonly valueAtRisk: Money | null;
  /** What was done about it, by policy. */
  readonly action: DriftAction;
  /** When, in microseconds since 1970-01-01T00:00:00Z. */
  readonly detectedAt: Instant;
}

/** Two records of the same stock do not agree, and no change in flight explains it. */
export const DriftDetected: EventType<DriftDetected> = defineEvent<DriftDetected>({
  name: 'penstock.inventory.DriftDetected',
  topic: 'retail.inventory.v1',
  keyField: 'productId',
  owner: 'inventory',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"DriftDetected","namespace":"penstock.inventory","doc":"Two records of the same stock do not agree, and no change in flight explains it.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"driftId","type":"string","doc":"Canonical drift id, dft_…: the same difference seen again has the same id."},{"name":"comparison","type":{"type":"enum","name":"StockComparison","namespace":"penstock.inventory","doc":"Two records of stock.","symbols":["UNKNOWN","ODOO_LEDGER","LEDGER_CHANNEL"],"default":"UNKNOWN"},"doc":"What was compared with what."},{"name":"productId","type":"string","doc":"Canonical product id, prd_…"},{"name":"locationId","type":["null","string"],"doc":"Canonical location id, loc_…; null where a channel is compared.","default":null},{"name":"destination","type":["null","string"],"doc":"Channel, such as shopify:demo-shop; null where a location is compared.","default":null},{"name":"listing","type":["null","string"],"doc":"What the channel calls it; null where a location is compared.","default":null},{"name":"expected","type":{"type":"record","name":"Quantity","namespace":"penstock.common","doc":"An exact quantity of goods.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"How many of the unit. Negative where goods leave."},{"name":"unit","type":"string","doc":"Unit of measure in lower case: `unit` for pieces, otherwise the name the product carries in Odoo, such as `kg` or `m`."}]},"doc":"What should be there by the record that is believed."},{"name":"found","type":"penstock.common.Quantity","doc":"What the other record says."},{"name":"cause","type":{"type":"enum","name":"DriftCause","namespace":"penstock.inventory","doc":"Why two records of stock differ.","symbols":["UNKNOWN","MOVEMENT_MISSED","MOVEMENT_DOUBLED","CHANGED_AT_CHANNEL","NEVER_TOLD","REFUSED_BY_CHANNEL","LISTING_DELETED"],"default":"UNKNOWN"},"doc":"The likeliest cause."},{"name":"valueAtRisk","type":["null",{"type":"record","name":"Money","namespace":"penstock.common","doc":"An exact amount in one currency.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"In major units of the currency: 12.50 is twelve euros fifty. Negative where money flows back."},{"name":"currency","type":"string","doc":"ISO 4217 code, such as EUR."}]}],"doc":"The difference at the price that is known; null where none is.","default":null},{"name":"action","type":{"type":"enum","name":"DriftAction","namespace":"penstock.inventory","doc":"What is done about a difference.","symbols":["UNKNOWN","REPORTED","REPAIRED","LEFT_TO_A_PERSON"],"default":"UNKNOWN"},"doc":"What was done about it, by policy."},{"name":"detectedAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When, in microseconds since 1970-01-01T00:00:00Z."}]}',
});

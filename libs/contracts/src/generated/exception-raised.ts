// Generated from schemas/ by `npm run generate`. Do not edit.
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Money } from './common.js';

/** What is wrong. */
export type ExceptionKind = 'UNKNOWN' | 'UNKNOWN_SKU' | 'UNKNOWN_PRODUCT' | 'UNKNOWN_LOCATION' | 'INSUFFICIENT_STOCK' | 'NEGATIVE_STOCK' | 'PAYOUT_TOTAL_MISMATCH' | 'UNMATCHED_SETTLEMENT_LINE' | 'AMOUNT_MISMATCH' | 'INVALID_INPUT' | 'ORDER_CONFLICT' | 'MISSING_PREREQUISITE' | 'ODOO_REFUSED' | 'CHANNEL_REFUSED' | 'STOCK_DRIFT' | 'NOT_MAPPED' | 'AMBIGUOUS_PRODUCT' | 'PRODUCT_ARCHIVED' | 'PARTNER_CONFLICT' | 'DELIVERY_CONFLICT' | 'RETURN_CONFLICT' | 'COUNT_CONFLICT' | 'LISTING_CONFLICT' | 'UNKNOWN_LISTING' | 'IDENTIFIER_CONFLICT' | 'RESERVATION_CONFLICT' | 'QUANTITY_REFUSED' | 'UNIT_MISMATCH' | 'LEDGER_MISMATCH' | 'KIT_CONFLICT';

/** How bad it is. */
export type Severity = 'UNKNOWN' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';

/** Something needs a person. Facts are kept, work that does not depend on it goes on. */
export interface ExceptionRaised {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical exception id, exc_…: the same trouble raised twice has the same id. */
  readonly exceptionId: string;
  /** Decides who looks at it. */
  readonly kind: ExceptionKind;
  /** CRITICAL wakes somebody. */
  readonly severity: Severity;
  /** Canonical id of what it concerns. */
  readonly subject: string;
  /** One sentence for people: what is wrong with what. */
  readonly message: string;
  /** The money at stake; null where none is. */
  readonly amount: Money | null;
  /** What was seen, by name, such as sku or expected. No personal data. */
  readonly facts: Readonly<Record<string, string>>;
  /** One sentence: what a person does about it. */
  readonly remedy: string;
}

/** Something needs a person. Facts are kept, work that does not depend on it goes on. */
export const ExceptionRaised: EventType<ExceptionRaised> = defineEvent<ExceptionRaised>({
  name: 'penstock.operations.ExceptionRaised',
  topic: 'retail.operations.v1',
  keyField: 'subject',
  owner: 'retail-operations',
  onDeadLetter: 'continue',
  schema: '{"type":"record","name":"ExceptionRaised","namespace":"penstock.operations","doc":"Something needs a person. Facts are kept, work that does not depend on it goes on.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"exceptionId","type":"string","doc":"Canonical exception id, exc_…: the same trouble raised twice has the same id."},{"name":"kind","type":{"type":"enum","name":"ExceptionKind","namespace":"penstock.operations","doc":"What is wrong.","symbols":["UNKNOWN","UNKNOWN_SKU","UNKNOWN_PRODUCT","UNKNOWN_LOCATION","INSUFFICIENT_STOCK","NEGATIVE_STOCK","PAYOUT_TOTAL_MISMATCH","UNMATCHED_SETTLEMENT_LINE","AMOUNT_MISMATCH","INVALID_INPUT","ORDER_CONFLICT","MISSING_PREREQUISITE","ODOO_REFUSED","CHANNEL_REFUSED","STOCK_DRIFT","NOT_MAPPED","AMBIGUOUS_PRODUCT","PRODUCT_ARCHIVED","PARTNER_CONFLICT","DELIVERY_CONFLICT","RETURN_CONFLICT","COUNT_CONFLICT","LISTING_CONFLICT","UNKNOWN_LISTING","IDENTIFIER_CONFLICT","RESERVATION_CONFLICT","QUANTITY_REFUSED","UNIT_MISMATCH","LEDGER_MISMATCH","KIT_CONFLICT"],"default":"UNKNOWN"},"doc":"Decides who looks at it."},{"name":"severity","type":{"type":"enum","name":"Severity","namespace":"penstock.operations","doc":"How bad it is.","symbols":["UNKNOWN","INFO","WARNING","ERROR","CRITICAL"],"default":"UNKNOWN"},"doc":"CRITICAL wakes somebody."},{"name":"subject","type":"string","doc":"Canonical id of what it concerns."},{"name":"message","type":"string","doc":"One sentence for people: what is wrong with what."},{"name":"amount","type":["null",{"type":"record","name":"Money","namespace":"penstock.common","doc":"An exact amount in one currency.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"In major units of the currency: 12.50 is twelve euros fifty. Negative where money flows back."},{"name":"currency","type":"string","doc":"ISO 4217 code, such as EUR."}]}],"doc":"The money at stake; null where none is.","default":null},{"name":"facts","type":{"type":"map","values":"string"},"doc":"What was seen, by name, such as sku or expected. No personal data.","default":{}},{"name":"remedy","type":"string","doc":"One sentence: what a person does about it."}]}',
});

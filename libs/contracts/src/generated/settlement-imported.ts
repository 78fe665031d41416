// Generated from schemas/ by `npm run generate`. Do not edit.
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Money } from './common.js';

/** How far the money is. */
export type PayoutStatus = 'UNKNOWN' | 'PENDING' | 'IN_TRANSIT' | 'PAID' | 'FAILED' | 'CANCELLED';

/** A payout of a payment provider was read and proven against its own total. */
export interface SettlementImported {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical payout id, pyo_… */
  readonly payoutId: string;
  /** Who paid, such as stripe. */
  readonly provider: string;
  /** Account at the provider, by its name in the configuration. */
  readonly account: string;
  /** The provider's id of the payout, such as po_… */
  readonly providerPayoutId: string;
  /** What arrives at the bank. */
  readonly amount: Money;
  /** Calendar day of arrival at the bank, ISO 8601 such as 2026-11-23; a day has no zone. */
  readonly arrivalDate: string;
  /** Sum of all lines before fees. */
  readonly grossTotal: Money;
  /** Sum of all fees; positive is a cost. */
  readonly feeTotal: Money;
  /** grossTotal − feeTotal; equals amount. */
  readonly netTotal: Money;
  /** Lines in the payout, the payout itself not counted. */
  readonly lineCount: number;
  /** As of the import. */
  readonly status: PayoutStatus;
}

/** A payout of a payment provider was read and proven against its own total. */
export const SettlementImported: EventType<SettlementImported> = defineEvent<SettlementImported>({
  name: 'penstock.settlement.SettlementImported',
  topic: 'retail.settlement.v1',
  keyField: 'payoutId',
  owner: 'finance',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"SettlementImported","namespace":"penstock.settlement","doc":"A payout of a payment provider was read and proven against its own total.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"payoutId","type":"string","doc":"Canonical payout id, pyo_…"},{"name":"provider","type":"string","doc":"Who paid, such as stripe."},{"name":"account","type":"string","doc":"Account at the provider, by its name in the configuration."},{"name":"providerPayoutId","type":"string","doc":"The provider\'s id of the payout, such as po_…"},{"name":"amount","type":{"type":"record","name":"Money","namespace":"penstock.common","doc":"An exact amount in one currency.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"In major units of the currency: 12.50 is twelve euros fifty. Negative where money flows back."},{"name":"currency","type":"string","doc":"ISO 4217 code, such as EUR."}]},"doc":"What arrives at the bank."},{"name":"arrivalDate","type":"string","doc":"Calendar day of arrival at the bank, ISO 8601 such as 2026-11-23; a day has no zone."},{"name":"grossTotal","type":"penstock.common.Money","doc":"Sum of all lines before fees."},{"name":"feeTotal","type":"penstock.common.Money","doc":"Sum of all fees; positive is a cost."},{"name":"netTotal","type":"penstock.common.Money","doc":"grossTotal − feeTotal; equals amount."},{"name":"lineCount","type":"int","doc":"Lines in the payout, the payout itself not counted."},{"name":"status","type":{"type":"enum","name":"PayoutStatus","namespace":"penstock.settlement","doc":"How far the money is.","symbols":["UNKNOWN","PENDING","IN_TRANSIT","PAID","FAILED","CANCELLED"],"default":"UNKNOWN"},"doc":"As of the import."}]}',
});

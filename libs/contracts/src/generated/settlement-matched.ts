// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Decimal } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Money } from './common.js';

/** What a payout line settles. */
export type SettlementLineKind = 'UNKNOWN' | 'CHARGE' | 'REFUND' | 'DISPUTE' | 'DISPUTE_REVERSAL' | 'FEE' | 'ADJUSTMENT' | 'CONVERSION' | 'RESERVE' | 'TRANSFER';

/** What the match rests on. */
export type MatchRule = 'UNKNOWN' | 'PROVIDER_REFERENCE' | 'CHANNEL_REFERENCE' | 'AMOUNT_AND_DATE' | 'OPERATOR';

/** A payout line found the payment it settles. */
export interface SettlementMatched {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical payout id, pyo_… */
  readonly payoutId: string;
  /** Id of the line here: stable through a repeated import. */
  readonly lineId: string;
  /** The provider's id of the line, such as txn_… */
  readonly providerLineId: string;
  /** Mapped from the provider's own types. */
  readonly kind: SettlementLineKind;
  /** Canonical payment id, pay_…; null for lines that settle no payment, such as an account fee. */
  readonly paymentId: string | null;
  /** Canonical order id, ord_…; null as paymentId is. */
  readonly orderId: string | null;
  /** In the currency of the payout; negative for money that goes back. */
  readonly gross: Money;
  /** Positive is a cost. */
  readonly fee: Money;
  /** gross − fee. */
  readonly net: Money;
  /** From the strongest to the weakest. */
  readonly rule: MatchRule;
  /** Payout currency for one unit of payment currency; null where they are the same. */
  readonly exchangeRate: Decimal | null;
}

/** A payout line found the payment it settles. */
export const SettlementMatched: EventType<SettlementMatched> = defineEvent<SettlementMatched>({
  name: 'penstock.settlement.SettlementMatched',
  topic: 'retail.settlement.v1',
  keyField: 'payoutId',
  owner: 'finance',
  onDeadLetter: 'continue',
  schema: '{"type":"record","name":"SettlementMatched","namespace":"penstock.settlement","doc":"A payout line found the payment it settles.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"payoutId","type":"string","doc":"Canonical payout id, pyo_…"},{"name":"lineId","type":"string","doc":"Id of the line here: stable through a repeated import."},{"name":"providerLineId","type":"string","doc":"The provider\'s id of the line, such as txn_…"},{"name":"kind","type":{"type":"enum","name":"SettlementLineKind","namespace":"penstock.settlement","doc":"What a payout line settles.","symbols":["UNKNOWN","CHARGE","REFUND","DISPUTE","DISPUTE_REVERSAL","FEE","ADJUSTMENT","CONVERSION","RESERVE","TRANSFER"],"default":"UNKNOWN"},"doc":"Mapped from the provider\'s own types."},{"name":"paymentId","type":["null","string"],"doc":"Canonical payment id, pay_…; null for lines that settle no payment, such as an account fee.","default":null},{"name":"orderId","type":["null","string"],"doc":"Canonical order id, ord_…; null as paymentId is.","default":null},{"name":"gross","type":{"type":"record","name":"Money","namespace":"penstock.common","doc":"An exact amount in one currency.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"In major units of the currency: 12.50 is twelve euros fifty. Negative where money flows back."},{"name":"currency","type":"string","doc":"ISO 4217 code, such as EUR."}]},"doc":"In the currency of the payout; negative for money that goes back."},{"name":"fee","type":"penstock.common.Money","doc":"Positive is a cost."},{"name":"net","type":"penstock.common.Money","doc":"gross − fee."},{"name":"rule","type":{"type":"enum","name":"MatchRule","namespace":"penstock.settlement","doc":"What the match rests on.","symbols":["UNKNOWN","PROVIDER_REFERENCE","CHANNEL_REFERENCE","AMOUNT_AND_DATE","OPERATOR"],"default":"UNKNOWN"},"doc":"From the strongest to the weakest."},{"name":"exchangeRate","type":["null",{"type":"bytes","logicalType":"decimal","precision":38,"scale":18}],"doc":"Payout currency for one unit of payment currency; null where they are the same.","default":null}]}',
});

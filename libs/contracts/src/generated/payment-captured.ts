// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Instant } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta, Money } from './common.js';

/** Money of an order was taken at a payment provider. */
export interface PaymentCaptured {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Canonical payment id, pay_… */
  readonly paymentId: string;
  /** Canonical order id, ord_… */
  readonly orderId: string;
  /** Id of the transaction at the channel. */
  readonly channelTransactionId: string;
  /** Name of the gateway as the channel wrote it, such as stripe. */
  readonly gateway: string;
  /** The provider's id of the charge, such as Stripe's ch_…, by which a payout line finds this payment; null for manual gateways. */
  readonly providerReference: string | null;
  /** Transaction at the channel that this one captured, such as the authorisation; null for a direct sale. */
  readonly parentReference: string | null;
  /** What was captured, in the currency the customer paid in (presentment). */
  readonly amount: Money;
  /** The same in the shop currency; null where the source states one currency only and it is not the shop's. */
  readonly shopAmount: Money | null;
  /** Microseconds since 1970-01-01T00:00:00Z. */
  readonly capturedAt: Instant;
  /** True for a test transaction: no money moved. */
  readonly test: boolean;
}

/** Money of an order was taken at a payment provider. */
export const PaymentCaptured: EventType<PaymentCaptured> = defineEvent<PaymentCaptured>({
  name: 'penstock.payments.PaymentCaptured',
  topic: 'retail.payments.v1',
  keyField: 'orderId',
  owner: 'payments',
  onDeadLetter: 'hold',
  schema: '{"type":"record","name":"PaymentCaptured","namespace":"penstock.payments","doc":"Money of an order was taken at a payment provider.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"paymentId","type":"string","doc":"Canonical payment id, pay_…"},{"name":"orderId","type":"string","doc":"Canonical order id, ord_…"},{"name":"channelTransactionId","type":"string","doc":"Id of the transaction at the channel."},{"name":"gateway","type":"string","doc":"Name of the gateway as the channel wrote it, such as stripe."},{"name":"providerReference","type":["null","string"],"doc":"The provider\'s id of the charge, such as Stripe\'s ch_…, by which a payout line finds this payment; null for manual gateways.","default":null},{"name":"parentReference","type":["null","string"],"doc":"Transaction at the channel that this one captured, such as the authorisation; null for a direct sale.","default":null},{"name":"amount","type":{"type":"record","name":"Money","namespace":"penstock.common","doc":"An exact amount in one currency.","fields":[{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":9},"doc":"In major units of the currency: 12.50 is twelve euros fifty. Negative where money flows back."},{"name":"currency","type":"string","doc":"ISO 4217 code, such as EUR."}]},"doc":"What was captured, in the currency the customer paid in (presentment)."},{"name":"shopAmount","type":["null","penstock.common.Money"],"doc":"The same in the shop currency; null where the source states one currency only and it is not the shop\'s.","default":null},{"name":"capturedAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"Microseconds since 1970-01-01T00:00:00Z."},{"name":"test","type":"boolean","doc":"True for a test transaction: no money moved."}]}',
});

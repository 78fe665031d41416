import type { StripePayout } from '@penstock/connector-stripe';
import type { PaymentCaptured } from '@penstock/contracts';
import { decimal, instant, type Instant, money } from '@penstock/domain';
import type { HttpClient, HttpRequest, HttpResponse } from '@penstock/http';
import { aMeta } from '@penstock/messaging/testing';
import type { Payment, SettlementLine } from './tables.js';

export const CREATED = instant('2026-11-20T00:00:00Z');

/** An open line of 23.80 EUR for the charge `ch_1`. */
export const aLine = (given: Partial<SettlementLine> = {}): SettlementLine => ({
  lineId: 'stripe:main:txn_1',
  payoutId: 'pyo_1',
  provider: 'stripe',
  providerLineId: 'txn_1',
  kind: 'CHARGE',
  providerType: 'charge',
  chargeReference: 'ch_1',
  gross: decimal('23.80'),
  fee: decimal('0.99'),
  net: decimal('22.81'),
  currency: 'EUR',
  createdAt: CREATED,
  state: 'waiting',
  exceptionKind: null,
  paymentId: null,
  dueAt: CREATED,
  ...given,
});

/** A payment of 23.80 EUR by the charge `ch_1`. */
export const aPayment = (given: Partial<Payment> = {}): Payment => ({
  paymentId: 'pay_1',
  orderId: 'ord_1',
  reference: 'ch_1',
  amount: decimal('23.80'),
  currency: 'EUR',
  capturedAt: CREATED,
  traceparent: null,
  ...given,
});

export function aPaymentCaptured(given: Partial<PaymentCaptured> = {}): PaymentCaptured {
  const orderId = given.orderId ?? 'ord_1';
  return {
    meta: aMeta({ aggregateId: orderId, correlationId: orderId }),
    paymentId: 'pay_1',
    orderId,
    channelTransactionId: '7001',
    gateway: 'stripe',
    providerReference: 'ch_1',
    parentReference: null,
    amount: money('23.80', 'EUR'),
    shopAmount: null,
    capturedAt: CREATED,
    test: false,
    ...given,
  };
}

export const aPayout = (given: Partial<StripePayout> = {}): StripePayout => ({
  id: 'po_1',
  amount: money('22.81', 'EUR'),
  status: 'paid',
  automatic: true,
  createdAt: CREATED,
  arrivesAt: CREATED,
  balanceTransactionId: null,
  statementDescriptor: null,
  reconciliationStatus: 'completed',
  ...given,
});

type Json = Record<string, unknown>;
const seconds = (at: Instant): number => at / 1_000_000;

/** https://docs.stripe.com/api/payouts/object */
export const payoutBody = (given: Json = {}): Json => ({
  object: 'payout', id: 'po_1', amount: 2281, currency: 'eur', status: 'paid', automatic: true, created: seconds(CREATED),
  arrival_date: seconds(CREATED), reconciliation_status: 'completed', ...given,
}); // prettier-ignore

/** https://docs.stripe.com/api/balance_transactions/object */
export const lineBody = (given: Json = {}): Json => ({
  object: 'balance_transaction', id: 'txn_1', amount: 2380, fee: 99, net: 2281, currency: 'eur', type: 'charge',
  created: seconds(CREATED), available_on: seconds(CREATED), source: 'ch_1',
  fee_details: [{ amount: 99, currency: 'eur', type: 'stripe_fee', description: null }], ...given,
}); // prettier-ignore

/** Stripe as far as it is asked: its payouts, their lines, and what was asked of it. */
export class FakeStripe implements HttpClient {
  readonly name = 'stripe.fake';
  readonly asked: { path: string; query: HttpRequest['query'] }[] = [];
  payouts: Json[] = [];
  lines: Record<string, Json[]> = {};
  /** Answers everything while set. */
  failure: HttpResponse | undefined;

  async get(path: string, { query }: { query?: HttpRequest['query'] } = {}): Promise<HttpResponse> {
    this.asked.push({ path, query });
    if (this.failure) return this.failure;
    const data = path === '/v1/payouts' ? this.payouts : (this.lines[String(query?.['payout'])] ?? []);
    return { status: 200, headers: {}, body: JSON.stringify({ object: 'list', data, has_more: false }) };
  }

  request(): never {
    throw new Error('only lists are read');
  }
  post(): never {
    throw new Error('nothing is ever written to Stripe');
  }
  close(): void {
    this.asked.length = 0;
  }
}

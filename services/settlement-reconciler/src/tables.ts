import type { ExceptionKind, SettlementLineKind } from '@penstock/contracts';
import { type Instant, zero } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';

const EPOCH = 0 as Instant;

/** What was captured, as PaymentCaptured said it: the side of ours. */
export const payments = defineTable({
  name: 'payment',
  key: ['paymentId'],
  columns: {
    paymentId: column.text(),
    /** Null in a placeholder: the payment is not known yet. */
    orderId: column.nullable(column.text()),
    /** The provider's id of the charge; null for manual gateways. */
    reference: column.nullable(column.text()),
    amount: column.decimal(),
    currency: column.text(),
    capturedAt: column.instant(),
    /** W3C trace context of the order's story, in which its settlement goes on. */
    traceparent: column.nullable(column.text()),
  },
  initial: () => ({ orderId: null, reference: null, amount: zero, currency: '', capturedAt: EPOCH, traceparent: null }),
});
export type Payment = RowOf<typeof payments>;

/**
 * One row for each charge of a provider. Whoever adds a payment or a line of a charge, or changes one, locks its row first: the two sides
 * cannot pass each other unseen. It has nothing but its key.
 */
export const paymentReferences = defineTable({
  name: 'payment_reference',
  key: ['provider', 'reference'],
  columns: { provider: column.text(), reference: column.text() },
  initial: () => ({}),
});

/** `importing`: its lines are being read; `proven`: they add up; `disputed`: they do not; `failed`: they could not be read. */
export type PayoutState = 'importing' | 'proven' | 'disputed' | 'failed';

export const payouts = defineTable({
  name: 'payout',
  key: ['payoutId'],
  columns: {
    payoutId: column.text(),
    provider: column.text(),
    account: column.text(),
    /** Null in a placeholder. */
    providerPayoutId: column.nullable(column.text()),
    amount: column.decimal(),
    currency: column.text(),
    createdAt: column.instant(),
    state: column.text<PayoutState>(),
    lineCount: column.integer(),
  },
  initial: () => ({
    provider: '',
    account: '',
    providerPayoutId: null,
    amount: zero,
    currency: '',
    createdAt: EPOCH,
    state: 'importing' as const,
    lineCount: 0,
  }),
});

/** `waiting` for its payment; `matched`; `exception`: a person was told. A late payment still matches an exception. */
export type LineState = 'waiting' | 'matched' | 'exception';

/** One line of a proven payout: the provider's side. */
export const settlementLines = defineTable({
  name: 'settlement_line',
  key: ['lineId'],
  columns: {
    lineId: column.text(),
    payoutId: column.text(),
    provider: column.text(),
    providerLineId: column.text(),
    kind: column.text<SettlementLineKind>(),
    /** The provider's own type, such as `payment_refund`. */
    providerType: column.text(),
    /** The charge it is about; null for lines about none. */
    chargeReference: column.nullable(column.text()),
    gross: column.decimal(),
    fee: column.decimal(),
    net: column.decimal(),
    currency: column.text(),
    createdAt: column.instant(),
    state: column.text<LineState>(),
    exceptionKind: column.nullable(column.text<ExceptionKind>()),
    /** The payment it settles, once matched. */
    paymentId: column.nullable(column.text()),
    /** When a person is told that its payment is missing. */
    dueAt: column.instant(),
  },
  initial: () => ({
    payoutId: '',
    provider: '',
    providerLineId: '',
    kind: 'UNKNOWN' as const,
    providerType: '',
    chargeReference: null,
    gross: zero,
    fee: zero,
    net: zero,
    currency: '',
    createdAt: EPOCH,
    state: 'exception' as const,
    exceptionKind: null,
    paymentId: null,
    dueAt: EPOCH,
  }),
});
export type SettlementLine = RowOf<typeof settlementLines>;

/** How far an account's payouts were read. */
export const importCursors = defineTable({
  name: 'import_cursor',
  key: ['account'],
  columns: {
    account: column.text(),
    /** Payouts created before this are settled and known; null before the first look. */
    createdAfter: column.nullable(column.instant()),
  },
  initial: () => ({ createdAfter: null }),
});

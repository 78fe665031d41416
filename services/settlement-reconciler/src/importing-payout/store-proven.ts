import type { StripeLine, StripePayout } from '@penstock/connector-stripe';
import { SettlementImported } from '@penstock/contracts';
import { type Instant, isoOf, sumMoney } from '@penstock/domain';
import { say, type UnitOfWork } from '@penstock/messaging';
import { currentTraceparent, inSpan } from '@penstock/observability';
import { settlementKind } from '../matching/line-kind.js';
import { findPayment, unsettled } from '../matching/match-line.js';
import { settleCharge, settleOther } from '../matching/settle-line.js';
import { STRIPE } from '../matching/provider.js';
import { causeOfPayout, lineIdOf, payoutIdOf, type StripeAccount } from '../stripe-account.js';
import { type Payment, paymentReferences, payments, payouts, type SettlementLine, settlementLines } from '../tables.js';

export interface Proven {
  readonly account: StripeAccount;
  readonly payout: StripePayout;
  /** At least one; they add up to the payout. */
  readonly lines: readonly StripeLine[];
  /** When lines without a payment become exceptions. */
  readonly dueAt: Instant;
}

/** Stores a proven payout with its lines, says so, and matches every line whose payment is known. */
export async function storeProven(unit: UnitOfWork, proven: Proven): Promise<void> {
  const { account, payout } = proven;
  const payoutRef = payouts.one({ payoutId: payoutIdOf(account, payout.id) });
  const lines = proven.lines.map((line) => lineOf(proven, line));
  const references = [...new Set(lines.flatMap(({ chargeReference }) => chargeReference ?? []))];
  await unit.load([
    payoutRef,
    ...references.map((reference) => paymentReferences.one({ provider: STRIPE, reference })),
    ...references.map((reference) => payments.children('reference', reference)),
    ...references.map((reference) => settlementLines.children('chargeReference', reference)),
  ]);
  const row = unit.row(payoutRef);
  if (row.state === 'proven') return; // imported before; its lines have moved on since
  unit.save(payouts.save({ ...row, state: 'proven', lineCount: lines.length }));
  unit.emit(say(SettlementImported, importedOf(proven)));
  for (const line of exactFirst(unit, lines)) await match(unit, account, line);
}

/** Of a charge captured in parts, the lines with a payment of their amount come first: what is left is then truly another amount. */
function exactFirst(unit: UnitOfWork, lines: readonly SettlementLine[]): SettlementLine[] {
  const exact = new Set(lines.filter((line) => findPayment(line, candidates(unit, line)).kind === 'matched'));
  return [...exact, ...lines.filter((line) => !exact.has(line))];
}

function candidates(unit: UnitOfWork, { chargeReference }: SettlementLine): Payment[] {
  if (chargeReference === null) return [];
  const ofCharge = unit.children(settlementLines.children('chargeReference', chargeReference));
  return unsettled(unit.children(payments.children('reference', chargeReference)), ofCharge);
}

/** Goes on in the story and the trace of the order, where the line settles one. */
async function match(unit: UnitOfWork, account: StripeAccount, line: SettlementLine): Promise<void> {
  const { settled, payment } = decide(unit, account, line);
  unit.save(settlementLines.save(settled.line));
  const cause = causeOfPayout(account, line.payoutId);
  const story = payment?.orderId ? { ...cause, correlationId: payment.orderId } : cause;
  const span = {
    ...(payment?.traceparent && { parent: payment.traceparent, links: [currentTraceparent()] }),
    attributes: { 'penstock.correlation.id': story.correlationId, 'penstock.settlement_line.id': line.lineId },
  };
  if (settled.events.length === 0) return;
  await inSpan('match settlement line', span, () => settled.events.forEach((event) => unit.emit(event, story)));
}

function decide(unit: UnitOfWork, account: StripeAccount, line: SettlementLine) {
  if (line.kind !== 'CHARGE' || line.chargeReference === null) {
    return { settled: settleOther(account.entity, line), payment: null };
  }
  const verdict = findPayment(line, candidates(unit, line));
  const settled = settleCharge(account.entity, line, verdict);
  return { settled, payment: verdict.kind === 'no-payment' ? null : verdict.payment };
}

const lineOf = ({ account, payout, dueAt }: Proven, line: StripeLine): SettlementLine => ({
  lineId: lineIdOf(account, line.id),
  payoutId: payoutIdOf(account, payout.id),
  provider: STRIPE,
  providerLineId: line.id,
  kind: settlementKind(line.kind),
  providerType: line.type,
  chargeReference: line.chargeId,
  gross: line.gross.amount,
  fee: line.fee.amount,
  net: line.net.amount,
  currency: line.gross.currency,
  createdAt: line.createdAt,
  state: 'waiting',
  exceptionKind: null,
  paymentId: null,
  dueAt,
});

function importedOf({ account, payout, lines }: Proven): Omit<SettlementImported, 'meta'> {
  const total = (part: 'gross' | 'fee' | 'net') => sumMoney(payout.amount.currency, lines.map((line) => line[part])); // prettier-ignore
  return {
    payoutId: payoutIdOf(account, payout.id),
    provider: STRIPE,
    account: account.name,
    providerPayoutId: payout.id,
    amount: payout.amount,
    arrivalDate: isoOf(payout.arrivesAt).slice(0, 10),
    grossTotal: total('gross'),
    feeTotal: total('fee'),
    netTotal: total('net'),
    lineCount: lines.length,
    status: 'PAID', // nothing else is imported
  };
}

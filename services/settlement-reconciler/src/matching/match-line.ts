import { minus, type Money, sameMoney } from '@penstock/domain';
import type { Payment, SettlementLine } from '../tables.js';

/** What became of looking for the payment that a line settles. */
export type Verdict =
  | { readonly kind: 'matched'; readonly payment: Payment }
  /** The charge is this payment's, but the amount is another. @see difference = line − payment */
  | { readonly kind: 'other-amount'; readonly payment: Payment; readonly difference: Money }
  /** The charge is this payment's, but the provider settled it in another currency: nothing exact can be said. */
  | { readonly kind: 'other-currency'; readonly payment: Payment }
  | { readonly kind: 'no-payment' };

export const grossOf = (line: SettlementLine): Money => ({ amount: line.gross, currency: line.currency });
export const paidBy = (payment: Payment): Money => ({ amount: payment.amount, currency: payment.currency });

/** True for a charge that has not found its payment, also where a person was told already. */
export const isOpen = (line: SettlementLine): boolean => line.kind === 'CHARGE' && line.state !== 'matched';

/**
 * The rule "provider reference": a line settles the payment whose provider reference is its charge, if their amounts are equal to the last
 * digit in one currency. A charge that was captured in parts has several payments and several lines; equal amounts pair them.
 * @param payments of the line's charge, those that other lines settle left out
 */
export function findPayment(line: SettlementLine, payments: readonly Payment[]): Verdict {
  const gross = grossOf(line);
  const exact = payments.find((payment) => sameMoney(paidBy(payment), gross));
  if (exact) return { kind: 'matched', payment: exact };
  const comparable = payments.find(({ currency }) => currency === line.currency);
  if (comparable) {
    return { kind: 'other-amount', payment: comparable, difference: minus(gross, paidBy(comparable)) };
  }
  const [payment] = payments;
  return payment ? { kind: 'other-currency', payment } : { kind: 'no-payment' };
}

/** The payments of a charge that none of its lines settles yet. */
export const unsettled = (payments: readonly Payment[], lines: readonly SettlementLine[]): Payment[] =>
  payments.filter(({ paymentId, orderId }) => orderId !== null && !lines.some((line) => line.paymentId === paymentId));

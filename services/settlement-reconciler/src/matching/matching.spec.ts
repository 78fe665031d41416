import { decimal, money } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aLine, aPayment } from '../settlement.fixture.js';
import { findPayment, isOpen, unsettled } from './match-line.js';
import { settleCharge, settleOther } from './settle-line.js';

describe('the payment of a line', () => {
  it('is the one of its charge with exactly its amount', () => {
    const payment = aPayment({ amount: decimal('23.8') });
    expect(findPayment(aLine(), [payment])).toEqual({ kind: 'matched', payment });
  });

  it('is found among several captures of one charge by its amount', () => {
    const [first, second] = [aPayment({ amount: decimal('10') }), aPayment({ paymentId: 'pay_2' })];
    expect(findPayment(aLine(), [first, second])).toEqual({ kind: 'matched', payment: second });
  });

  it('of another amount is told with the difference, to the cent', () => {
    const payment = aPayment({ amount: decimal('23.81') });
    expect(findPayment(aLine(), [payment])).toEqual({
      kind: 'other-amount',
      payment,
      difference: money('-0.01', 'EUR'),
    });
  });

  it('in another currency cannot be compared, also when the figures are equal', () => {
    const payment = aPayment({ currency: 'USD' });
    expect(findPayment(aLine(), [payment])).toEqual({ kind: 'other-currency', payment });
  });

  it('is not one that another line settles', () => {
    const settled = aLine({ lineId: 'other', state: 'matched', paymentId: 'pay_1' });
    expect(unsettled([aPayment()], [settled])).toEqual([]);
    expect(findPayment(aLine(), [])).toEqual({ kind: 'no-payment' });
  });

  it('may still come after a person was told that it is missing', () => {
    expect(isOpen(aLine({ state: 'exception', exceptionKind: 'UNMATCHED_SETTLEMENT_LINE' }))).toBe(true);
    expect(isOpen(aLine({ state: 'matched', paymentId: 'pay_1' }))).toBe(false);
    expect(isOpen(aLine({ kind: 'REFUND' }))).toBe(false);
  });
});

describe('a charge line', () => {
  it('that found its payment is said with what the provider kept', () => {
    const { line, events } = settleCharge('main', aLine(), { kind: 'matched', payment: aPayment() });
    expect(line).toMatchObject({ state: 'matched', paymentId: 'pay_1' });
    expect(events.map(({ content }) => content)).toEqual([
      {
        payoutId: 'pyo_1',
        lineId: 'stripe:main:txn_1',
        providerLineId: 'txn_1',
        kind: 'CHARGE',
        paymentId: 'pay_1',
        orderId: 'ord_1',
        gross: money('23.80', 'EUR'),
        fee: money('0.99', 'EUR'),
        net: money('22.81', 'EUR'),
        rule: 'PROVIDER_REFERENCE',
        exchangeRate: null,
      },
    ]);
  });

  it('of another amount is an exception with both amounts and the difference', () => {
    const payment = aPayment({ amount: decimal('25') });
    const { line, events } = settleCharge('main', aLine(), findPayment(aLine(), [payment]));
    expect(line).toMatchObject({ state: 'exception', exceptionKind: 'AMOUNT_MISMATCH', paymentId: null });
    expect(events).toMatchObject([
      {
        content: {
          kind: 'AMOUNT_MISMATCH',
          subject: 'pyo_1',
          amount: money('-1.2', 'EUR'),
          facts: { reason: 'AMOUNT', settledAmount: '23.8 EUR', paymentAmount: '25 EUR', difference: '-1.2 EUR' },
        },
      },
    ]);
  });

  it('in another currency is an exception that says so', () => {
    const { events } = settleCharge('main', aLine(), {
      kind: 'other-currency',
      payment: aPayment({ currency: 'USD' }),
    });
    expect(events).toMatchObject([
      { content: { kind: 'AMOUNT_MISMATCH', facts: { reason: 'CURRENCY', paymentAmount: '23.8 USD' } } },
    ]);
  });

  it('without a payment waits', () => {
    expect(settleCharge('main', aLine(), { kind: 'no-payment' })).toEqual({ line: aLine(), events: [] });
  });
});

describe('a line that is no charge', () => {
  it('is matched by the proof of its payout when it is a fee of the provider', () => {
    const { line, events } = settleOther('main', aLine({ kind: 'FEE', chargeReference: null }));
    expect(line).toMatchObject({ state: 'matched', paymentId: null });
    expect(events).toMatchObject([{ content: { kind: 'FEE', paymentId: null, orderId: null } }]);
  });

  it.each(['REFUND', 'DISPUTE', 'ADJUSTMENT', 'RESERVE', 'UNKNOWN'] as const)(
    'is an exception with kind and amount: %s',
    (kind) => {
      const { line, events } = settleOther('main', aLine({ kind, gross: decimal('-5') }));
      expect(line).toMatchObject({ state: 'exception', exceptionKind: 'UNMATCHED_SETTLEMENT_LINE' });
      expect(events).toMatchObject([{ content: { amount: money('-5', 'EUR'), facts: { lineKind: kind } } }]);
    },
  );
});

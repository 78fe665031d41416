import { ExceptionRaised, SettlementMatched } from '@penstock/contracts';
import { decimal, instantOfMillis, money } from '@penstock/domain';
import { Permanent } from '@penstock/messaging';
import { anEvent, aRow, given } from '@penstock/messaging/testing';
import { describe, it } from 'vitest';
import { aLine, aPayment, aPaymentCaptured } from '../settlement.fixture.js';
import { payments, settlementLines } from '../tables.js';
import { onPaymentCaptured } from './on-payment-captured.js';

const withLines = (...lines: Parameters<typeof aLine>[0][]) =>
  given(onPaymentCaptured, { rows: lines.map((line) => settlementLines.save(aLine(line))) });
const remembered = aRow(payments, { paymentId: 'pay_1' });
const matched = anEvent(SettlementMatched, { orderId: 'ord_1', paymentId: 'pay_1' });

describe('a captured payment', () => {
  it('whose settlement has not come is remembered, with the trace of its order', () => {
    given(onPaymentCaptured, { traceparent: '00-trace' })
      .when(aPaymentCaptured())
      .then({ save: [payments.save(aPayment({ traceparent: '00-trace' }))] });
  });

  it('settles the line that waits for it', () => {
    const line = aRow(settlementLines, { lineId: 'stripe:main:txn_1', state: 'matched' });
    withLines({})
      .when(aPaymentCaptured())
      .then({ save: [remembered, line], events: [matched] });
  });

  it('settles a line also after a person was told that it is missing', () => {
    const line = aRow(settlementLines, { state: 'matched', exceptionKind: null });
    withLines({ state: 'exception', exceptionKind: 'UNMATCHED_SETTLEMENT_LINE' })
      .when(aPaymentCaptured())
      .then({ save: [remembered, line], events: [matched] });
  });

  it('takes the line of its own amount among several', () => {
    const line = aRow(settlementLines, { lineId: 'l-23', state: 'matched' });
    withLines({ lineId: 'l-10', gross: decimal('10') }, { lineId: 'l-23' })
      .when(aPaymentCaptured())
      .then({ save: [remembered, line], events: [matched] });
  });

  it('of another amount than its line is an exception', () => {
    const raised = anEvent(ExceptionRaised, { kind: 'AMOUNT_MISMATCH', amount: money('3.8', 'EUR') });
    withLines({})
      .when(aPaymentCaptured({ amount: money('20', 'EUR') }))
      .then({ save: [remembered, aRow(settlementLines, { state: 'exception' })], events: [raised] });
  });

  it('leaves a line alone that is settled', () => {
    withLines({ state: 'matched', paymentId: 'pay_0' })
      .when(aPaymentCaptured())
      .then({ save: [remembered] });
  });

  it('of a manual gateway is remembered and waits for no line', () => {
    withLines({})
      .when(aPaymentCaptured({ providerReference: null }))
      .then({ save: [aRow(payments, { reference: null })] });
  });

  it('that is known is skipped', () => {
    given(onPaymentCaptured, { rows: [payments.save(aPayment())] })
      .when(aPaymentCaptured())
      .thenSkips('the payment is known');
  });

  it('below zero, or of tomorrow, is refused for good', () => {
    const tomorrow = instantOfMillis(Date.now() + 24 * 60 * 60 * 1000);
    const refused = (changed: Parameters<typeof aPaymentCaptured>[0], code: string) =>
      given(onPaymentCaptured).when(aPaymentCaptured(changed)).thenThrows(Permanent, code);
    refused({ amount: money('-1', 'EUR') }, 'MONEY_NEGATIVE');
    refused({ capturedAt: tomorrow }, 'INSTANT_IN_FUTURE');
  });
});

import { SettlementMatched } from '@penstock/contracts';
import { decimal, instantOfMillis, money } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aLine, aPayment, aPaymentCaptured, NOW } from '../settlement.fixture.js';
import { payments, type SettlementLine } from '../tables.js';
import { onPaymentCaptured } from './on-payment-captured.js';

const given = { now: NOW, newId: () => 'id', traceparent: '00-trace' };
const unknown = payments.initial({ paymentId: 'pay_1' });
const handle = (event = aPaymentCaptured(), lines: SettlementLine[] = [], payment = unknown) => {
  const outcome = onPaymentCaptured.handle(event, { payment, reference: [], lines }, given);
  if (outcome.outcome === 'skip') return { reason: outcome.reason };
  return { saved: outcome.save.map(({ row }) => row as object), events: outcome.events };
};

describe('a captured payment', () => {
  it('whose settlement has not come is remembered, with the trace of its order', () => {
    expect(handle()).toEqual({ saved: [aPayment({ traceparent: '00-trace' })], events: [] });
  });

  it('settles the line that waits for it', () => {
    const { saved, events } = handle(aPaymentCaptured(), [aLine()]);
    expect(saved).toMatchObject([{ paymentId: 'pay_1' }, { lineId: 'stripe:main:txn_1', state: 'matched' }]);
    expect(events).toMatchObject([{ type: SettlementMatched, content: { orderId: 'ord_1', paymentId: 'pay_1' } }]);
  });

  it('settles a line also after a person was told that it is missing', () => {
    const late = aLine({ state: 'exception', exceptionKind: 'UNMATCHED_SETTLEMENT_LINE' });
    expect(handle(aPaymentCaptured(), [late]).saved).toMatchObject([{}, { state: 'matched', exceptionKind: null }]);
  });

  it('takes the line of its own amount among several', () => {
    const lines = [aLine({ lineId: 'l-10', gross: decimal('10') }), aLine({ lineId: 'l-23' })];
    expect(handle(aPaymentCaptured(), lines).saved).toMatchObject([{}, { lineId: 'l-23', state: 'matched' }]);
  });

  it('of another amount than its line is an exception', () => {
    const { saved, events } = handle(aPaymentCaptured({ amount: money('20', 'EUR') }), [aLine()]);
    expect(saved).toMatchObject([{}, { state: 'exception' }]);
    expect(events).toMatchObject([{ content: { kind: 'AMOUNT_MISMATCH', amount: money('3.8', 'EUR') } }]);
  });

  it('leaves a line alone that is settled', () => {
    const settled = aLine({ state: 'matched', paymentId: 'pay_0' });
    expect(handle(aPaymentCaptured(), [settled])).toMatchObject({ saved: [{ paymentId: 'pay_1' }], events: [] });
  });

  it('of a manual gateway is remembered and waits for no line', () => {
    expect(handle(aPaymentCaptured({ providerReference: null }))).toMatchObject({
      saved: [{ reference: null }],
      events: [],
    });
  });

  it('that is known is skipped', () => {
    expect(handle(aPaymentCaptured(), [aLine()], aPayment())).toEqual({ reason: 'the payment is known' });
  });

  it('below zero, or of tomorrow, is refused for good', () => {
    const tomorrow = instantOfMillis(Date.now() + 24 * 60 * 60 * 1000);
    const refused = (code: string) => expect.objectContaining({ name: 'Permanent', code });
    expect(() => handle(aPaymentCaptured({ amount: money('-1', 'EUR') }))).toThrow(refused('MONEY_NEGATIVE'));
    expect(() => handle(aPaymentCaptured({ capturedAt: tomorrow }))).toThrow(refused('INSTANT_IN_FUTURE'));
  });
});

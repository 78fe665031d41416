import { ExceptionRaised, PaymentCaptured, SettlementMatched } from '@penstock/contracts';
import { sameMoney } from '@penstock/domain';
import { defineHandler, done, skip } from '@penstock/messaging';
import { findPayment, grossOf, isOpen } from '../matching/match-line.js';
import { settleCharge } from '../matching/settle-line.js';
import { providerOf } from '../matching/provider.js';
import { type Payment, paymentReferences, payments, settlementLines } from '../tables.js';
import { checkPayment } from './content-rules.js';

/** Money was taken: remember it, and settle it if the provider's line was here first. */
export const onPaymentCaptured = defineHandler({
  id: 'settlement-reconciler.payment-captured', // inbox key: never rename
  on: PaymentCaptured,
  emits: [SettlementMatched, ExceptionRaised],
  loads: {
    payment: ({ paymentId }) => payments.one({ paymentId }),
    reference: ({ providerReference: reference }) =>
      reference === null ? [] : [paymentReferences.one({ provider: providerOf(reference), reference })],
    lines: ({ providerReference: reference }) =>
      reference === null ? [] : [settlementLines.children('chargeReference', reference)],
  },

  handle(event, { payment: known, lines }, { traceparent }) {
    checkPayment(event);
    if (known.orderId !== null) return skip('the payment is known');
    const payment: Payment = {
      paymentId: event.paymentId,
      orderId: event.orderId,
      reference: event.providerReference,
      amount: event.amount.amount,
      currency: event.amount.currency,
      capturedAt: event.capturedAt,
      traceparent,
    };
    const open = lines.filter(isOpen);
    const line = open.find((each) => sameMoney(grossOf(each), event.amount)) ?? open[0];
    if (!line) return done({ save: [payments.save(payment)] });
    const settled = settleCharge(event.meta.entity, line, findPayment(line, [payment]));
    return done({ save: [payments.save(payment), settlementLines.save(settled.line)], events: settled.events });
  },
});

import type { PaymentCaptured } from '@penstock/contracts';
import { mustBePriceIn, mustHaveHappened } from '@penstock/messaging';

/** @throws {Permanent} MONEY_NEGATIVE: money given back is no capture; INSTANT_IN_FUTURE */
export function checkPayment({ meta, paymentId, amount, capturedAt }: PaymentCaptured): void {
  mustBePriceIn(amount.currency, amount, () => `amount of payment ${paymentId}`);
  mustHaveHappened(meta, capturedAt, 'capturedAt');
}

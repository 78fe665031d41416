import { PaymentCaptured, SettlementMatched } from '@penstock/contracts';
import { causeOf } from '@penstock/messaging';
import {
  crashBetweenSteps,
  deliveredTwice,
  incoming,
  isInTheOutbox,
  outOfOrder,
  type ServiceUnderTest,
  serviceUnderTest,
} from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { migrations } from './migrations/index.js';
import { onPaymentCaptured } from './payment-captured/on-payment-captured.js';
import { aLine, aPaymentCaptured } from './settlement.fixture.js';
import { settlementLines } from './tables.js';

let service: ServiceUnderTest;
beforeAll(async () => {
  const handlers = [onPaymentCaptured];
  service = await serviceUnderTest({
    ...{ url: await freshDatabase(), service: 'settlement-reconciler', handlers, migrations },
  });
});
beforeEach(() => service.empty());
afterAll(() => service?.close());

const payment = incoming(PaymentCaptured, aPaymentCaptured());
const another = incoming(
  PaymentCaptured,
  aPaymentCaptured({ paymentId: 'pay_2', orderId: 'ord_2', providerReference: 'ch_2' }),
);
const settled = () =>
  service.units.run(causeOf(payment.event as never), async (unit) => unit.save(settlementLines.save(aLine())));

describe('a captured payment', () => {
  it('is remembered once when it is delivered twice', () => deliveredTwice(service, payment));

  it('is remembered once when the process dies between any two steps', () => crashBetweenSteps(service, payment));

  it('is the same before and after those of other orders', () => outOfOrder(service, [payment, another]));
});

describe('a captured payment whose line is here', () => {
  beforeEach(() => settled());

  it('is matched once when it is delivered twice', () => deliveredTwice(service, payment));

  it('is matched once when the process dies between any two steps', async () => {
    await crashBetweenSteps(service, payment);
    await isInTheOutbox(service, SettlementMatched, { paymentId: 'pay_1', orderId: 'ord_1' });
  });
});

import { moneyText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { checkPayout } from './check-payout.js';
import { checkRefund } from './check-refund.js';

const payout = (amount: string) =>
  checkPayout(
    JSON.stringify({
      id: 1,
      status: 'paid',
      date: '2026-11-21',
      currency: 'USD',
      amount,
      summary: {
        charges_gross_amount: '100.00',
        charges_fee_amount: '3.20',
        refunds_gross_amount: '-10.00',
        refunds_fee_amount: '0.00',
      },
    }),
  );

const refund = (change: Record<string, unknown>) =>
  checkRefund(
    JSON.stringify({
      id: 5,
      order_id: 9,
      refund_line_items: [{ line_item_id: 21, quantity: 1, subtotal: '13.05', total_tax: '2.48' }],
      order_adjustments: [{ amount: '-5.00', tax_amount: '-0.95' }],
      transactions: [{ order_id: 9, kind: 'refund', amount: '21.48', maximum_refundable: '36.97' }],
      ...change,
    }),
  );

describe('a payout of Shopify Payments', () => {
  it('is taken when gross less fees is what is paid out', () => {
    const result = payout('86.80');
    expect(result.ok && moneyText(result.amount)).toBe('86.8 USD');
  });

  it('is refused with the figures when a cent is missing', () => {
    expect(payout('86.79')).toMatchObject({
      ok: false,
      problems: [{ message: '/amount is 86.79 USD, but 90 USD gross less 3.2 USD of fees is 86.8 USD' }],
    });
  });
});

describe('a refund from Shopify', () => {
  it('is taken when its transactions give back its lines, tax and shipping', () => {
    expect(refund({})).toMatchObject({ ok: true, id: '5', orderId: '9' });
  });

  it('is refused when it gives back more than it says it is for, or than can be refunded', () => {
    expect(
      refund({ transactions: [{ order_id: 9, kind: 'refund', amount: '21.49', maximum_refundable: '21.48' }] }),
    ).toMatchObject({
      problems: [
        { message: '/transactions/0/amount is 21.49, more than the 21.48 that can be refunded' },
        {
          message: '/transactions give back 21.49, but lines 13.05, tax 2.48, shipping 0, adjustments -5.95 make 21.48',
        },
      ],
    });
  });
});

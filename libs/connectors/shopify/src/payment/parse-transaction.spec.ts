import { moneyText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { parseTransaction } from './parse-transaction.js';

const source = { entity: 'main', channel: 'demo-shop', shopCurrency: 'USD' };
const parse = (change: Record<string, unknown>) =>
  parseTransaction(
    JSON.stringify({
      id: 91,
      order_id: 5500000000001,
      kind: 'capture',
      status: 'success',
      gateway: 'stripe',
      amount: '36.97',
      currency: 'USD',
      authorization: 'ch_3Px',
      receipt: {},
      parent_id: 90,
      created_at: '2026-11-20T23:30:05-05:00',
      ...change,
    }),
    source,
  );
const payment = (change: Record<string, unknown>) => {
  const result = parse(change);
  if (!result.ok || !result.payment) throw new Error(JSON.stringify(result));
  return result.payment;
};

describe('a transaction from Shopify', () => {
  it('is a captured payment with the charge by which a payout line finds it', () => {
    const captured = payment({});
    expect(captured).toMatchObject({
      providerReference: 'ch_3Px',
      parentReference: '90',
      gateway: 'stripe',
      test: false,
    });
    expect(moneyText(captured.amount)).toBe('36.97 USD');
    expect(moneyText(captured.shopAmount!)).toBe('36.97 USD');
  });

  it('has a shop amount in another currency only where the payload states it', () => {
    expect(payment({ currency: 'EUR' }).shopAmount).toBeNull();
    const amounts = {
      shop_money: { amount: '36.97', currency_code: 'USD' },
      presentment_money: { amount: '33.80', currency_code: 'EUR' },
    };
    const both = payment({ currency: 'EUR', amount: '33.80', amount_set: amounts });
    expect([moneyText(both.amount), moneyText(both.shopAmount!)]).toEqual(['33.8 EUR', '36.97 USD']);
  });

  it('finds the charge in the receipt when the authorization is a payment intent', () => {
    expect(payment({ authorization: 'pi_1', receipt: { id: 'pi_1', latest_charge: 'ch_9' } }).providerReference).toBe(
      'ch_9',
    );
    expect(payment({ authorization: 'A-77' }).providerReference).toBe('A-77');
    expect(payment({ authorization: null }).providerReference).toBeNull();
  });

  it.each([
    ['authorization', 'success', 'a transaction of the kind authorization takes no money'],
    ['void', 'success', 'a transaction of the kind void takes no money'],
    ['refund', 'success', 'a transaction of the kind refund takes no money'],
    ['sale', 'failure', 'the sale has the status failure'],
    ['sale', 'pending', 'the sale has the status pending'],
  ])('is no payment when it is a(n) %s with the status %s', (kind, status, why) => {
    expect(parse({ kind, status })).toEqual({ ok: true, payment: null, why });
  });

  it('is refused without an order, without a currency, or when it takes nothing', () => {
    expect(parse({ order_id: null })).toMatchObject({ ok: false, problems: [{ pointer: '/order_id' }] });
    expect(parse({ currency: null })).toMatchObject({
      ok: false,
      problems: [{ pointer: '/currency', code: 'missing' }],
    });
    expect(parse({ amount: '0.00' })).toMatchObject({ ok: false, problems: [{ pointer: '/amount' }] });
  });
});

import { type Decimal, decimal, decimalText, sum } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aLine, anOrder, aShipping, aTax, both } from '../order.fixture.js';
import { draftOf, type OrderDraft, skusOf } from './order-draft.js';

const cause = {
  entity: 'main',
  source: { system: 's', channel: null },
  correlationId: 'c',
  causationId: null,
  mode: 'live',
} as const;
/** Without taxes on top. */
const total = ({ lines }: OrderDraft): Decimal =>
  sum(
    lines.map((line) =>
      decimal(line.price)
        .times(decimal(line.quantity))
        .times(decimal('100').minus(decimal(line.discount)))
        .div('100'),
    ),
  );
const vat = aTax({ rate: '0.19', amount: '3.80' });

describe('the draft of an order', () => {
  const order = anOrder({
    lines: [
      { ...aLine({ id: '1', sku: ' TEE ', quantity: '3', price: '10.00', discount: '10.00' }), taxes: [vat] },
      aLine({ id: '2', sku: null, price: '5.00' }),
      aLine({ id: '3', sku: 'CAP', quantity: '2', price: '24.90', discount: '4.98' }),
    ],
    shipping: [aShipping('4.99')],
  });

  it('sums up to the channel’s total to the cent, also where what was taken off is no round percentage', () => {
    const draft = draftOf(order, cause);
    const lines = draft.lines.map(({ sku, charge, quantity, price, discount }) => [
      sku ?? charge,
      quantity,
      price,
      discount,
    ]);
    expect(lines).toEqual([
      ['TEE', '3', '10', '0'],
      ['discount', '1', '-10', '0'],
      ['item', '1', '5', '0'],
      ['CAP', '2', '24.9', '10'],
      ['shipping', '1', '4.99', '0'],
    ]);
    expect(decimalText(total(draft))).toBe(draft.total);
  });

  it('puts the taxes of a line on what was taken off it as well', () => {
    const taxes = [{ title: 'VAT', rate: '0.19', included: false }];
    expect(draftOf(order, cause).lines.map((line) => line.taxes)).toEqual([taxes, taxes, [], [], []]);
  });

  it('says why a percentage was taken off', () => {
    expect(draftOf(order, cause).lines.find(({ sku }) => sku === 'CAP')?.name).toBe('Item CAP\nDiscount: SUMMER');
  });

  it('carries duties, tip and cash rounding as lines, and nothing for a zero', () => {
    const totals = { ...order.totals, duties: both('7.00'), tip: both('0'), rounding: both('-0.02') };
    const charges = draftOf({ ...order, totals }, cause).lines.flatMap(({ charge, price }) =>
      charge ? [[charge, price]] : [],
    );
    expect(charges.slice(-2)).toEqual([['duties', '7'], ['rounding', '-0.02']]); // prettier-ignore
  });

  it('names every line after the order and its own id, so that a retry finds it', () => {
    const { lines } = draftOf(order, cause);
    const names = lines.map(({ externalId }) => externalId);
    expect(new Set(names).size).toBe(names.length);
    expect(names[0]).toBe(`${order.orderId}_${order.lines[0]?.lineId}`);
    expect(names.every((name) => /^[a-z0-9_]+$/.test(name))).toBe(true);
  });

  it('gives a guest a customer of the order, and a customer his own', () => {
    expect(draftOf(order, cause).customerId).toMatch(/^cus_/);
    expect(draftOf(anOrder({ number: '2', lines: [] }), cause).customerId).not.toBe(draftOf(order, cause).customerId);
    expect(draftOf({ ...order, customerId: 'cus_known' }, cause).customerId).toBe('cus_known');
  });

  it('asks for each SKU once, without blanks around it', () => {
    expect(skusOf(anOrder({ lines: [...order.lines, aLine({ id: '4', sku: 'TEE', price: '1' })] }))).toEqual([
      'CAP',
      'TEE',
    ]);
  });

  it('holds no personal data', () => {
    expect(JSON.stringify(draftOf(order, cause))).not.toMatch(/Jane|example\.com|Main St/);
  });
});

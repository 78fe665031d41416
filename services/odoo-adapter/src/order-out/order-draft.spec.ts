import { type Decimal, decimal, decimalText, sum } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aLine, anOrder, aShipping, both } from '../order.fixture.js';
import { draftOf, type OrderDraft, skusOf } from './order-draft.js';

const cause = {
  entity: 'main',
  source: { system: 's', channel: null },
  correlationId: 'c',
  causationId: null,
  mode: 'live',
} as const;
const total = ({ lines }: OrderDraft): Decimal =>
  sum(lines.map((line) => decimal(line.price).times(decimal(line.quantity))));

describe('the draft of an order', () => {
  const order = anOrder({
    lines: [
      aLine({ id: '1', sku: ' TEE ', quantity: '3', price: '10.00', discount: '10.00' }),
      aLine({ id: '2', sku: null, price: '5.00' }),
    ],
    shipping: [aShipping('4.99')],
    tax: '2.01',
  });

  it('sums up to the channel’s total to the cent, also where a reduced unit price is no whole cent', () => {
    const draft = draftOf(order, cause);
    expect(draft.lines.map(({ sku, charge, quantity, price }) => [sku ?? charge, quantity, price])).toEqual([
      ['TEE', '3', '10'],
      ['discount', '1', '-10'],
      ['item', '1', '5'],
      ['shipping', '1', '4.99'],
      ['tax', '1', '2.01'],
    ]);
    expect(decimalText(total(draft))).toBe(draft.total);
  });

  it('keeps contained tax in the prices', () => {
    const included = { ...order, taxesIncluded: true };
    expect(draftOf(included, cause).lines.map(({ charge }) => charge)).not.toContain('tax');
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
    expect(skusOf(anOrder({ lines: [...order.lines, aLine({ id: '3', sku: 'TEE', price: '1' })] }))).toEqual(['TEE']);
  });

  it('holds no personal data', () => {
    expect(JSON.stringify(draftOf(order, cause))).not.toMatch(/Jane|example\.com|Main St/);
  });
});

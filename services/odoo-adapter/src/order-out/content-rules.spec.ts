import type { OrderCreated } from '@penstock/contracts';
import { decimal, money } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aDiscount, aLine, anOrder, aShipping, both } from '../order.fixture.js';
import { checkOrder } from './content-rules.js';

const line = aLine({ id: '1', sku: 'TEE', price: '10' });
const order = anOrder({ lines: [line], shipping: [aShipping('5')] });
const pieces = (amount: string) => ({ amount: decimal(amount), unit: 'unit' });
const euros = { ...both('10'), shop: money('10', 'EUR') };

describe('an order for Odoo', () => {
  it.each<[string, string, Partial<OrderCreated>]>([
    ['that names a line twice', 'LINE_TWICE', { lines: [line, line] }],
    ['of less than nothing', 'QUANTITY_NEGATIVE', { lines: [{ ...line, quantity: pieces('-1') }] }],
    ['without a unit', 'UNIT_MISSING', { lines: [{ ...line, quantity: { ...pieces('1'), unit: '' } }] }],
    ['with a price below zero', 'MONEY_NEGATIVE', { lines: [{ ...line, unitPrice: both('-10') }] }],
    ['with a discount that adds', 'MONEY_NEGATIVE', { lines: [{ ...line, discounts: [aDiscount('-1')] }] }],
    ['with shipping below zero', 'MONEY_NEGATIVE', { shipping: [aShipping('-5')] }],
    ['that owes the customer', 'MONEY_NEGATIVE', { totals: { ...order.totals, grandTotal: both('-1') } }],
    ['in another currency than it says', 'CURRENCY_MISMATCH', { lines: [{ ...line, unitPrice: euros }] }],
  ])('%s is refused for good as %s', (_, code, broken) => {
    expect(() => checkOrder({ ...order, ...broken })).toThrow(expect.objectContaining({ name: 'Permanent', code }));
  });

  it('whose cash rounding and free lines are what they are is taken', () => {
    const totals = { ...order.totals, rounding: both('-0.02') };
    expect(() => checkOrder({ ...order, totals, lines: [{ ...line, unitPrice: both('0') }] })).not.toThrow();
  });
});

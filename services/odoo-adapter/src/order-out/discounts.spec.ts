import { decimal } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aDiscount } from '../order.fixture.js';
import { reasonsOf, reductionOf } from './discounts.js';

const of = (gross: string, ...amounts: string[]) =>
  reductionOf(
    decimal(gross),
    amounts.map((each) => aDiscount(each)),
  );

describe('what was taken off a line', () => {
  it.each([
    ['49.80', '4.98', '10'],
    ['100.00', '12.25', '12.25'],
    ['24.90', '24.90', '100'],
    ['10.00', '0.00', '0'],
  ])('of %s, namely %s, is %s percent', (gross, amount, percent) => {
    expect(of(gross, amount)).toEqual({ percent });
  });

  it.each([
    ['74.70', '10.00', 'has no end of digits'],
    ['1000.00', '0.01', 'has more digits than Odoo keeps'],
    ['0.00', '1.00', 'is of nothing'],
    ['5.00', '6.00', 'is more than all of it'],
  ])('of %s, namely %s, is a line of its own where the percentage %s', (gross, amount) => {
    expect(of(gross, amount)).toEqual({ line: decimal(amount).times('-1') });
  });

  it('is all that was taken off', () => {
    expect(of('50.00', '2.50', '2.50')).toEqual({ percent: '10' });
    expect(
      reasonsOf([aDiscount('1', 'A'), aDiscount('1', 'A'), { ...aDiscount('1'), code: null, reason: 'loyal' }]),
    ).toBe('A, loyal');
  });
});

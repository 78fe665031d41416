import { decimalText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { fromMinorUnits } from './minor-units.js';

describe('an amount in minor units', () => {
  it.each([
    ['usd', '19.12'],
    ['jpy', '1912'],
    ['mga', '1912'],
    ['kwd', '1.912'],
    ['isk', '19.12'],
    ['ugx', '19.12'],
    ['huf', '19.12'],
  ])('of 1912 %s is %s', (currency, expected) => {
    expect(decimalText(fromMinorUnits(1912n, currency))).toBe(expected);
  });

  it('keeps its sign and amounts beyond what a float can hold', () => {
    expect(decimalText(fromMinorUnits(-5n, 'usd'))).toBe('-0.05');
    expect(decimalText(fromMinorUnits(900719925474099312345n, 'usd'))).toBe('9007199254740993123.45');
  });
});

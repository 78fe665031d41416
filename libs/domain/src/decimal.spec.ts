import { describe, expect, it } from 'vitest';
import { decimal, decimalText, fromUnscaled, isDecimal, sum, toUnscaled, zero } from './decimal.js';

describe('a decimal', () => {
  it.each(['0', '1', '-1', '12.5', '-0.000000001', '79228162514264337593543950335.123456789'])(
    'keeps %s exactly',
    (text) => {
      expect(decimalText(decimal(text))).toBe(text);
    },
  );

  it.each(['', ' 1', '1e5', '1,5', '.5', '5.', '+1', 'NaN', 'Infinity', '0x10'])('is not read from %j', (text) => {
    expect(() => decimal(text)).toThrow(RangeError);
  });

  it('is never made of a JavaScript number', () => {
    expect(() => decimal(0.1 as unknown as string)).toThrow(TypeError);
    expect(() => decimal('1').plus(0.1)).toThrow(TypeError);
  });

  it('has one text, whatever it was written as', () => {
    expect(['1.50', '01.5', '1.500'].map((text) => decimalText(decimal(text)))).toEqual(['1.5', '1.5', '1.5']);
    expect(decimalText(decimal('-0.00'))).toBe('0');
  });

  it('adds up without drifting', () => {
    expect(decimalText(sum(Array.from({ length: 1000 }, () => decimal('0.1'))))).toBe('100');
    expect(sum([])).toBe(zero);
  });

  it.each([
    ['0', 9, 0n],
    ['12.5', 9, 12_500_000_000n],
    ['-0.000000001', 9, -1n],
    ['1000', 0, 1000n],
    ['123456789012345678901234567890', 2, 12345678901234567890123456789000n],
  ])('%s at scale %i is the integer %s, and back', (text, scale, unscaled) => {
    expect(toUnscaled(decimal(text), scale)).toBe(unscaled);
    expect(decimalText(fromUnscaled(unscaled, scale))).toBe(text);
  });

  it('is not rounded behind anybody’s back', () => {
    expect(() => toUnscaled(decimal('0.005'), 2)).toThrow('0.005 has more than 2 decimals');
  });

  it('is told from other values', () => {
    expect([decimal('1'), zero, 1, '1', null].map(isDecimal)).toEqual([true, true, false, false, false]);
  });
});

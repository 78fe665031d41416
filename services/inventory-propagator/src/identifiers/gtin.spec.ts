import { describe, expect, it } from 'vitest';
import { codeOf, hasCheckDigit } from './gtin.js';

const gtin = (value: string) => ({ kind: 'gtin', value });
const barcode = (value: string) => ({ kind: 'barcode', value });

describe('a barcode', () => {
  it.each([
    ['GTIN-8', '96385074', '00000096385074'],
    ['GTIN-12', '036000291452', '00036000291452'],
    ['GTIN-13', '4006381333931', '04006381333931'],
    ['GTIN-14', '10614141000415', '10614141000415'],
    ['with blanks around it', ' 4006381333931 ', '04006381333931'],
  ])('that is a %s is its 14 digits', (_, text, value) => {
    expect(codeOf(text)).toEqual(gtin(value));
  });

  it('is the same number with and without the zero that makes a GTIN-13 of a GTIN-12', () => {
    expect(codeOf('0036000291452')).toEqual(codeOf('036000291452'));
  });

  it.each([
    ['a wrong check digit', '4006381333932'],
    ['a length that no GTIN has', '12345678901'],
    ['letters', 'SHELF-07'],
  ])('with %s is a number of its own', (_, text) => {
    expect(codeOf(text)).toEqual(barcode(text));
  });

  it.each([[null], [''], ['  ']])('that is %j says nothing', (text) => {
    expect(codeOf(text)).toBeNull();
  });

  it('of which one digit was misread is never taken for another product', () => {
    const good = '04006381333931';
    for (let place = 0; place < good.length; place += 1)
      for (let digit = 0; digit < 10; digit += 1) {
        const misread = good.slice(0, place) + String(digit) + good.slice(place + 1);
        expect(hasCheckDigit(misread)).toBe(misread === good);
      }
  });
});

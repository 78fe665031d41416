import { decimal, decimalText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { avroType } from './avro-type.js';

const money = avroType('{"type":"bytes","logicalType":"decimal","precision":38,"scale":9}');
const rate = avroType('{"type":"bytes","logicalType":"decimal","precision":38,"scale":18}');
const nullable = avroType('{"type":"record","name":"R","fields":[{"name":"rate","type":["null",{"type":"bytes","logicalType":"decimal","precision":38,"scale":18}],"default":null}]}'); // prettier-ignore

/** The bytes of the unscaled integer, without Avro's length before them. */
const unscaled = (text: string): string => money.toBuffer(decimal(text)).subarray(1).toString('hex');
const roundTrip = (type: typeof money, text: string): string =>
  decimalText(type.fromBuffer(type.toBuffer(decimal(text))) as never);

describe('a decimal(38,9)', () => {
  it.each([
    ['0', '00'],
    ['-0', '00'],
    ['0.000000001', '01'],
    ['-0.000000001', 'ff'],
    ['0.000000127', '7f'],
    ['0.000000128', '0080'],
    ['-0.000000128', '80'],
    ['-0.000000129', 'ff7f'],
    ['12.50', '02e90edd00'],
  ])('writes %s in as few bytes as hold it', (text, hex) => {
    expect(unscaled(text)).toBe(hex);
  });

  it.each([
    '0', '0.1', '-0.1', '99999.999999999', '-99999.999999999', '140737.488355327', '140737.488355328', '-140737.488355328',
    '-140737.488355329', '9007199.254740993', '99999999999999999999999999999.999999999', '-99999999999999999999999999999.999999999',
    '100000000000000', '30000000000',
  ])('gives back %s', (text) => {
    expect(roundTrip(money, text)).toBe(text);
  }); // prettier-ignore

  it('refuses a tenth decimal instead of rounding it', () => {
    expect(() => money.toBuffer(decimal('1.0000000001'))).toThrow('1.0000000001 has more than 9 decimals');
  });

  it('refuses more digits than its precision', () => {
    expect(() => money.toBuffer(decimal(`1${'0'.repeat(29)}`))).toThrow('more than 29 digits before the point');
  });

  it.each([[12.5], ['12.5'], [undefined], [{}], [12n]])('refuses %s, which is no Decimal', (value) => {
    expect(() => money.toBuffer(value)).toThrow('is not a Decimal');
  });
});

describe('a decimal(38,18)', () => {
  it.each(['0.19', '1.083456789012345678', '-0.000000000000000001', '99999999999999999999.999999999999999999'])(
    'gives back %s',
    (text) => {
      expect(roundTrip(rate, text)).toBe(text);
    },
  );

  it('may be null where the field may', () => {
    expect(nullable.fromBuffer(nullable.toBuffer({ rate: null }))).toEqual({ rate: null });
    expect(nullable.fromBuffer(nullable.toBuffer({ rate: decimal('0.5') }))).toEqual({ rate: decimal('0.5') });
  });

  it('is not read as one of another scale', () => {
    expect(() => money.createResolver(rate)).toThrow();
  });
});

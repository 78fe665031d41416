import { decimalText, instant } from '@penstock/domain';
import { LosslessNumber } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { instantOfOdoo, odooDecimal, odooTime } from '../index.js';

describe('values of Odoo', () => {
  it.each([
    ['5.850000000000001', '5.85'],
    ['0.30000000000000004', '0.3'],
    ['120.0', '120'],
    ['-3.0', '-3'],
    ['1e-05', '0.00001'],
    ['4.440892098500626e-16', '0'],
    ['1.5e+20', '150000000000000000000'],
    ['0.0000005', '0'],
    ['0.0000015', '0.000002'],
  ])('reads %s as %s', (float, exact) => {
    expect(decimalText(odooDecimal(new LosslessNumber(float)))).toBe(exact);
  });

  it('writes times in UTC without a zone, and reads them back', () => {
    const at = instant('2026-11-21T10:08:24.999+02:00');
    expect(odooTime(at)).toBe('2026-11-21 08:08:24');
    expect(instantOfOdoo('2026-11-21 08:08:24')).toBe(instant('2026-11-21T08:08:24Z'));
  });
});

import { decimal, decimalText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { countOf } from './quants.js';

const quant = (id: number, quantity: string, apart: object = {}) => ({
  id,
  quantity: decimal(quantity),
  ...{ lot_id: null, package_id: null, owner_id: null },
  ...apart,
});
const box = { package_id: { id: 1, name: 'PACK1' } };
const count = (counted: string, ...quants: ReturnType<typeof quant>[]) => {
  const { quantId, quantity } = countOf(decimal(counted), { quants, onHand: decimal('0') });
  return [quantId, decimalText(quantity)];
};

describe('a count of a place', () => {
  it('is that of its one quant, or of the one that Odoo makes', () => {
    expect(count('7')).toEqual([null, '7']);
    expect(count('7', quant(1, '5'))).toEqual([null, '7']);
  });

  it('leaves packages as they are, and counts what lies beside them', () => {
    expect(count('7', quant(1, '5'), quant(2, '4', box))).toEqual([1, '3']);
    expect(count('7', quant(2, '4', box))).toEqual([null, '3']);
  });

  it('puts right what a race left apart', () => {
    expect(count('10', quant(1, '11'), quant(2, '-1'))).toEqual([1, '11']);
    expect(count('4', quant(1, '5'), quant(2, '-1'))).toEqual([1, '5']);
  });

  it('that is less than lies in packages is a conflict with both figures', () => {
    expect(() => count('3', quant(1, '5'), quant(2, '4', box))).toThrow(
      expect.objectContaining({ code: 'COUNT_CONFLICT', facts: { counted: '3', elsewhere: '4' } }),
    );
  });
});

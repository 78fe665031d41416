import { decimal, decimalText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { seenLines } from '../stock-moves/seen-lines.js';
import { unexplained } from './unexplained.js';

const counted = (amount: string) => [{ productId: 'prd_1', locationId: 'loc_shelf', amount: decimal(amount) }];
const moved = (id: bigint, quantity: string, fromLocation: string | null, toLocation: string | null) => ({
  ...seenLines.initial({ moveLineId: id }),
  ...{ productId: 'prd_1', unit: 'unit', quantity: decimal(quantity), fromLocation, toLocation },
});
const amounts = (...given: Parameters<typeof unexplained>) =>
  unexplained(...given).map(({ locationId, amount }) => [locationId, decimalText(amount)]);

describe('what an opening has that no move explains', () => {
  it('is nothing where its moves make what was counted', () => {
    expect(amounts(counted('5'), [moved(1n, '8', null, 'loc_shelf'), moved(2n, '3', 'loc_shelf', null)])).toEqual([]);
  });

  it('is the rest where they do not', () => {
    expect(amounts(counted('5'), [moved(1n, '3', null, 'loc_shelf')])).toEqual([['loc_shelf', '2']]);
  });

  it('is what moves brought to a place where nothing was counted, taken back', () => {
    expect(amounts([], [moved(1n, '3', null, 'loc_shop')])).toEqual([['loc_shop', '-3']]);
  });
});

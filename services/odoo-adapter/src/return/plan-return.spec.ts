import { decimal, decimalText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aMove, aTransfer } from '../transfers/transfer.fixture.js';
import type { Transfer } from '../transfers/transfers.js';
import { planReturn } from './plan-return.js';

const LINE = { id: 70, name: '' };
const wanted = (quantity: string, unit = 'unit') => ({
  ...{ lineId: 'orl_1', quantity, unit, damaged: false },
  saleLineId: LINE.id,
});
const plan = (quantity: string, ...transfers: Transfer[]) =>
  planReturn([wanted(quantity)], transfers).map(({ deliveryId, moveId, quantity: part }) => [
    deliveryId,
    moveId,
    decimalText(part),
  ]);
type Move = Transfer['moves'][number];
const delivered = (id: number, quantity: string, move: Partial<Move> = {}) =>
  aTransfer({ id, state: 'done', moves: [aMove({ id: id * 10, state: 'done', sale_line_id: LINE, quantity: decimal(quantity), ...move })] }); // prettier-ignore
const back = (of: number, state: string, demand: string, quantity: string) =>
  aTransfer({
    ...{ id: 90 + of, state, picking_type_code: 'incoming', return_id: { id: of, name: '' } },
    moves: [
      aMove({
        ...{ id: 900 + of, state, sale_line_id: LINE, origin_returned_move_id: { id: of * 10, name: '' } },
        product_uom_qty: decimal(demand),
        quantity: decimal(quantity),
      }),
    ],
  });

describe('a return', () => {
  it('is of the deliveries its goods left by, the earliest first', () => {
    expect(plan('4', delivered(1, '3'), delivered(2, '3'))).toEqual([[1, 10, '3'], [2, 20, '1']]); // prettier-ignore
  });

  it('leaves out what came back, and what is expected back; not what was called off', () => {
    const before = [back(1, 'done', '9', '1'), back(2, 'assigned', '2', '0'), back(3, 'cancel', '3', '3')];
    const all = [delivered(1, '3'), delivered(2, '3'), delivered(3, '3'), ...before];
    expect(plan('6', ...all)).toEqual([[1, 10, '2'], [2, 20, '1'], [3, 30, '3']]); // prettier-ignore
  });

  it.each<[string, Transfer[], object]>([
    ['of what was never delivered', [], { delivered: '0', returned: '0' }],
    ['of what is not delivered yet', [{ ...delivered(1, '5'), state: 'assigned' }], { delivered: '0' }],
    ['of more than was delivered', [delivered(1, '3')], { reported: '4 unit', delivered: '3', returned: '0' }],
    ['of what came back before', [delivered(1, '5'), back(1, 'done', '2', '2')], { delivered: '5', returned: '2' }],
    ['in another unit', [delivered(1, '5', { product_uom: { id: 2, name: 'Dozens' } })], { unitInOdoo: 'dozens' }],
  ])('%s is a conflict with both figures', (_, transfers, facts) => {
    expect(() => plan('4', ...transfers)).toThrow(
      expect.objectContaining({ code: 'RETURN_CONFLICT', facts: expect.objectContaining(facts) as object }),
    );
  });
});

import { decimal, decimalText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aMove, aTransfer } from '../transfers/transfer.fixture.js';
import type { Transfer } from '../transfers/transfers.js';
import { planShipment } from './plan-shipment.js';

const LINE = 70;
const wanted = (quantity: string, unit = 'unit') => ({ lineId: 'orl_1', quantity, unit, saleLineId: LINE });
const plan = (quantity: string, ...transfers: Transfer[]) =>
  planShipment([wanted(quantity)], transfers).map(({ transferId, moveId, quantity: part }) => [
    transferId,
    moveId,
    decimalText(part),
  ]);
const open = (id: number, demand: string, move: Partial<Transfer['moves'][number]> = {}) =>
  aTransfer({ id, moves: [aMove({ id: id * 10, sale_line_id: { id: LINE, name: '' }, product_uom_qty: decimal(demand), ...move })] }); // prettier-ignore

describe('a reported shipment', () => {
  it('leaves by the open delivery of its line', () => {
    expect(plan('2', open(1, '5'))).toEqual([[1, 10, '2']]);
  });

  it('is spread over several deliveries, those that goods are reserved for first', () => {
    const lacking = open(1, '5', { state: 'confirmed' });
    expect(plan('6', lacking, open(2, '4'))).toEqual([[2, 20, '4'], [1, 10, '2']]); // prettier-ignore
  });

  it('passes over what is done, cancelled, drafted, on its way back, or another line’s', () => {
    const others = [
      open(1, '5', { state: 'done' }),
      open(2, '5', { state: 'cancel' }),
      open(3, '5', { state: 'draft' }),
      { ...open(4, '5'), return_id: { id: 1, name: '' } },
      { ...open(5, '5'), picking_type_code: 'incoming' },
      open(6, '5', { sale_line_id: { id: 71, name: '' } }),
    ];
    expect(plan('2', ...others, open(7, '2'))).toEqual([[7, 70, '2']]);
  });

  it.each<[string, string, Transfer[], object]>([
    ['of more than is open', '6', [open(1, '2'), open(2, '3')], { reported: '6 unit', open: '5' }],
    ['of a line that nothing is open of', '1', [], { reported: '1 unit', open: '0' }],
    ['that waits for another transfer', '1', [open(1, '5', { state: 'waiting' })], { open: '0', waiting: 'T1' }],
    ['that is picked first', '1', [{ ...open(1, '5'), picking_type_code: 'internal' }], { open: '0', waiting: 'T1' }],
    ['in another unit', '1', [open(1, '5', { product_uom: { id: 2, name: 'Dozens' } })], { unitInOdoo: 'dozens' }],
    ['of a kit', '1', [open(1, '5'), open(2, '5', { product_id: { id: 9, name: 'Screw' } })], { open: '10' }],
  ])('%s is a conflict with both figures', (_, quantity, transfers, facts) => {
    expect(() => plan(quantity, ...transfers)).toThrow(
      expect.objectContaining({ code: 'DELIVERY_CONFLICT', facts: expect.objectContaining(facts) as object }),
    );
  });
});

import { OrderCreated, ReturnReceived, StockAdjusted, StockQuarantined } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import { Missing } from '@penstock/messaging';
import { describe, expect, it } from 'vitest';
import { anAdjustment, anOrder, aQuarantine, aReturn, aReturnedLine, pieces } from '../events.fixture.js';
import { type ReservationRow, reservations } from '../reservations/reservation.js';
import { Warehouse } from '../warehouse.fixture.js';

function ordered(): Warehouse {
  const warehouse = Warehouse.stocked('10');
  warehouse.hears(OrderCreated, anOrder());
  return warehouse;
}

describe('ReturnReceived', () => {
  it('sets damaged goods aside where they are; on hand follows by the move in Odoo', () => {
    const warehouse = ordered();
    warehouse.hears(ReturnReceived, aReturn());
    expect(warehouse.balance()).toBe('10 - 2 = 7');
    warehouse.hears(StockAdjusted, anAdjustment({ delta: pieces('1'), cause: 'RETURN' }));
    expect(warehouse.balance()).toBe('11 - 2 = 8');
  });

  it.each([
    ['goods that can be sold again', aReturn({ lines: [aReturnedLine({ condition: 'RESALEABLE' })] })],
    ['damaged goods that Odoo finds a place for', aReturn({ locationId: null })],
  ])('leaves %s alone', (_, event) => {
    const warehouse = ordered();
    expect(warehouse.hears(ReturnReceived, event)).toEqual([]);
    expect(warehouse.balance()).toBe('10 - 2 = 8');
  });

  it('waits for the order that says what the line is of', () => {
    expect(() => Warehouse.stocked('10').hears(ReturnReceived, aReturn())).toThrow(Missing);
  });

  it.each([
    ['of nothing at all', aReturn({ lines: [] }), 'RETURN_EMPTY'],
    ['that names a line twice', aReturn({ lines: [aReturnedLine(), aReturnedLine()] }), 'LINE_TWICE'],
    ['of no pieces', aReturn({ lines: [aReturnedLine({ quantity: pieces('0') })] }), 'QUANTITY_NOT_POSITIVE'],
  ])('%s is refused', (_, event, code) => {
    expect(() => ordered().hears(ReturnReceived, event)).toThrow(expect.objectContaining({ code }));
  });
});

describe('StockQuarantined', () => {
  it('takes goods out of sale, and gives them back', () => {
    const warehouse = Warehouse.stocked('10');
    expect(warehouse.hears(StockQuarantined, aQuarantine())).toMatchObject([
      {
        onHand: pieces('10'),
        available: pieces('8'),
        quarantined: pieces('2'),
        locations: [{ available: pieces('8') }],
      },
    ]);
    warehouse.hears(StockQuarantined, aQuarantine({ delta: pieces('-2'), reason: 'CLEARED' }));
    expect(warehouse.balance()).toBe('10 - 0 = 10');
  });

  it('takes nothing from what is there once the goods it set aside have left', () => {
    const warehouse = Warehouse.stocked('3');
    warehouse.hears(StockQuarantined, aQuarantine());
    warehouse.hears(StockAdjusted, anAdjustment({ delta: pieces('-2'), cause: 'SCRAP' }));
    expect(warehouse.balance()).toBe('1 - 0 = 0');
    warehouse.hears(StockAdjusted, anAdjustment({ delta: pieces('-1') }));
    expect(warehouse.balance()).toBe('0 - 0 = 0');
  });

  it('that frees goods before they are known to be set aside frees no others', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(StockQuarantined, aQuarantine({ delta: pieces('-2') }));
    expect(warehouse.balance()).toBe('10 - 0 = 10');
    warehouse.hears(StockQuarantined, aQuarantine());
    expect(warehouse.balance()).toBe('10 - 0 = 10');
  });
});

describe('a kit that comes back damaged', () => {
  const row = (part: Partial<ReservationRow>): ReservationRow => ({
    ...reservations.initial({ lineId: 'orl_1 prd_tee' }),
    ...{ lineId: 'orl_1 prd_tee', orderId: 'ord_1', productId: 'prd_tee', kitLineId: 'orl_1', perKit: decimal('3') },
    ...part,
  });
  const kit = row({ lineId: 'orl_1', productId: 'prd_set', kitLineId: null, perKit: null, state: 'kit' });

  it('is set aside as its parts, as many as so many kits take', () => {
    const warehouse = Warehouse.stocked('10');
    for (const part of [kit, row({})]) warehouse.memory.save(reservations.save(part));
    warehouse.hears(ReturnReceived, aReturn({ lines: [aReturnedLine({ quantity: pieces('2') })] }));
    expect(warehouse.balance()).toBe('10 - 0 = 4');
  });
});

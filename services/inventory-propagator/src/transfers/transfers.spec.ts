import { CycleCountCompleted, LocationLinked, TransferCompleted, TransferStarted } from '@penstock/contracts';
import { decimalText } from '@penstock/domain';
import { Missing } from '@penstock/messaging';
import { describe, expect, it } from 'vitest';
import { aCount, aLocation, aTransfer, at, pieces } from '../events.fixture.js';
import { stockLevels } from '../stock/stock-level.js';
import { Warehouse } from '../warehouse.fixture.js';

function twoPlaces(): Warehouse {
  const warehouse = Warehouse.stocked('10');
  warehouse.hears(LocationLinked, aLocation({ locationId: 'loc_shop' }));
  return warehouse;
}

/** On hand, and what is on its way, by place. */
const places = ({ memory }: Warehouse) =>
  Object.fromEntries(
    memory
      .all(stockLevels)
      .map(({ locationId, onHand, inTransit }) => [locationId, [decimalText(onHand), decimalText(inTransit)]]),
  );

describe('a transfer', () => {
  it('in one step leaves the one place and is at the other', () => {
    const warehouse = twoPlaces();
    expect(warehouse.hears(TransferCompleted, aTransfer())).toEqual([]);
    expect(places(warehouse)).toEqual({ loc_main: ['7', '0'], loc_shop: ['3', '0'] });
  });

  it('is in transit, and not for sale, until it arrives', () => {
    const warehouse = twoPlaces();
    expect(warehouse.hears(TransferStarted, aTransfer())).toMatchObject([
      { available: pieces('7'), inTransit: pieces('3') },
    ]);
    warehouse.hears(TransferCompleted, aTransfer({ quantity: pieces('2'), effectiveAt: at('10:00') }));
    expect(places(warehouse)).toEqual({ loc_main: ['7', '0'], loc_shop: ['2', '1'] });
    warehouse.hears(TransferCompleted, aTransfer({ quantity: pieces('1'), effectiveAt: at('11:00') }));
    expect(places(warehouse)).toEqual({ loc_main: ['7', '0'], loc_shop: ['3', '0'] });
    expect(warehouse.balance()).toBe('10 - 0 = 10');
  });

  it('that is heard to have left after it arrived left once', () => {
    const warehouse = twoPlaces();
    warehouse.hears(TransferCompleted, aTransfer({ effectiveAt: at('10:00') }));
    warehouse.hears(TransferStarted, aTransfer({ quantity: pieces('4'), effectiveAt: at('09:00') }));
    expect(places(warehouse)).toEqual({ loc_main: ['6', '0'], loc_shop: ['3', '1'] });
  });

  it('that left before a count and arrived after it is taken off the count once, whichever is heard of first', () => {
    const left = { type: TransferStarted, event: aTransfer({ effectiveAt: at('09:00') }) };
    const counted = {
      type: CycleCountCompleted,
      event: aCount({ counted: pieces('7'), countedAt: at('10:00') }),
    };
    const arrived = { type: TransferCompleted, event: aTransfer({ effectiveAt: at('11:00') }) };
    for (const order of [
      [left, counted, arrived],
      [left, arrived, counted],
      [counted, left, arrived],
      [counted, arrived, left],
      [arrived, left, counted],
      [arrived, counted, left],
    ]) {
      const warehouse = twoPlaces();
      for (const { type, event } of order) warehouse.hears(type, event);
      expect(places(warehouse)).toEqual({ loc_main: ['7', '0'], loc_shop: ['3', '0'] });
    }
  });

  it('into a place of goods in transit is not for sale, and shows as in transit', () => {
    const warehouse = twoPlaces();
    warehouse.hears(LocationLinked, aLocation({ locationId: 'loc_truck', usage: 'TRANSIT' }));
    expect(warehouse.hears(TransferCompleted, aTransfer({ toLocationId: 'loc_truck' }))).toMatchObject([
      { available: pieces('7'), inTransit: pieces('3') },
    ]);
  });

  it('waits for both its places', () => {
    const warehouse = twoPlaces();
    expect(() => warehouse.hears(TransferCompleted, aTransfer({ toLocationId: 'loc_new' }))).toThrow(Missing);
    expect(places(warehouse)).toEqual({ loc_main: ['10', '0'] });
  });

  it.each([
    ['to where it is', aTransfer({ toLocationId: 'loc_main' }), 'TRANSFER_NOWHERE'],
    ['of nothing', aTransfer({ quantity: pieces('0') }), 'QUANTITY_NOT_POSITIVE'],
  ])('%s is refused', (_, event, code) => {
    expect(() => twoPlaces().hears(TransferCompleted, event)).toThrow(expect.objectContaining({ code }));
  });
});

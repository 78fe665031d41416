import { GoodsExpected, GoodsReceived, LocationLinked, ProductLinked } from '@penstock/contracts';
import { decimal, decimalText } from '@penstock/domain';
import { Permanent } from '@penstock/messaging';
import { describe, expect, it } from 'vitest';
import { aLocation, anExpectation, aProduct, aReceipt, at, pieces } from '../events.fixture.js';
import { products } from '../stock/product.js';
import { stockLevels } from '../stock/stock-level.js';
import { Warehouse } from '../warehouse.fixture.js';

const incoming = (warehouse: Warehouse) =>
  warehouse.memory.all(stockLevels).map((level) => `${level.locationId} ${decimalText(level.incoming)}`);

const promised = (warehouse: Warehouse) => warehouse.memory.one(products.one({ productId: 'prd_tee' })).expected;

describe('GoodsReceived', () => {
  it('is on hand, and may be sold', () => {
    const warehouse = Warehouse.stocked('10');
    expect(warehouse.hears(GoodsReceived, aReceipt())).toMatchObject([{ available: pieces('15') }]);
  });

  it('that goes back to the supplier is not', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(GoodsReceived, aReceipt({ quantity: pieces('-4') }));
    expect(warehouse.balance()).toBe('6 - 0 = 6');
  });

  it('that cannot be sold is on hand and set aside', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(GoodsReceived, aReceipt({ condition: 'QUARANTINED' }));
    expect(warehouse.balance()).toBe('15 - 0 = 10');
  });

  it('in packs is kept in the unit of the product', () => {
    const warehouse = Warehouse.stocked('10');
    const packs = [{ unit: 'pack of 6', barcode: null, contains: pieces('6') }];
    warehouse.hears(ProductLinked, aProduct({ packs }));
    warehouse.hears(GoodsReceived, aReceipt({ quantity: { amount: decimal('2'), unit: 'pack of 6' } }));
    expect(warehouse.balance()).toBe('22 - 0 = 22');
  });

  it.each([
    ['a unit that the product does not know', { amount: decimal('1'), unit: 'pallet' }, 'UNIT_MISMATCH'],
    ['a part of a piece', pieces('0.5'), 'QUANTITY_NOT_ALLOWED'],
    ['absurdly many', pieces('1000000001'), 'QUANTITY_NOT_ALLOWED'],
    ['no unit', { amount: decimal('1'), unit: '' }, 'UNIT_MISSING'],
  ])('of %s is refused', (_, quantity, code) => {
    const warehouse = Warehouse.stocked('10');
    const receiving = () => warehouse.hears(GoodsReceived, aReceipt({ quantity }));
    expect(receiving).toThrow(Permanent);
    expect(receiving).toThrow(expect.objectContaining({ code }));
    expect(warehouse.balance()).toBe('10 - 0 = 10');
  });
});

describe('GoodsExpected', () => {
  it('is incoming at its place and on its day, and may not be sold', () => {
    const warehouse = Warehouse.stocked('10');
    expect(warehouse.hears(GoodsExpected, anExpectation())).toEqual([]);
    expect(incoming(warehouse)).toEqual(['loc_main 20']);
    expect(promised(warehouse)).toEqual({ '2025-11-25': '20' });
  });

  it('comes down by what comes in', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(GoodsExpected, anExpectation({ meta: { occurredAt: at('08:00') } }));
    warehouse.hears(GoodsReceived, aReceipt({ expectationId: 'exp_1', meta: { occurredAt: at('09:00') } }));
    expect(incoming(warehouse)).toEqual(['loc_main 15']);
    expect(promised(warehouse)).toEqual({ '2025-11-25': '15' });
  });

  it('that was stated after goods came in has them already, whichever is heard of first', () => {
    const receipt = aReceipt({ expectationId: 'exp_1', meta: { occurredAt: at('09:00') } });
    const before = anExpectation({ meta: { occurredAt: at('08:00') } });
    const after = anExpectation({ quantity: pieces('15'), meta: { occurredAt: at('10:00') } });
    for (const order of [
      [before, receipt, after],
      [before, after, receipt],
      [after, receipt, before],
      [receipt, before, after],
      [receipt, after, before],
      [after, before, receipt],
    ]) {
      const warehouse = Warehouse.stocked('10');
      for (const event of order) warehouse.hears(event === receipt ? GoodsReceived : GoodsExpected, event);
      expect(incoming(warehouse)).toEqual(['loc_main 15']);
      expect(promised(warehouse)).toEqual({ '2025-11-25': '15' });
      expect(warehouse.balance()).toBe('15 - 0 = 15');
    }
  });

  it('moves with its place and its day, and ends at zero', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(LocationLinked, aLocation({ locationId: 'loc_shop' }));
    warehouse.hears(GoodsExpected, anExpectation());
    warehouse.hears(GoodsExpected, anExpectation({ locationId: 'loc_shop', expectedAt: null }));
    expect(incoming(warehouse)).toEqual(['loc_main 0', 'loc_shop 20']);
    expect(promised(warehouse)).toBeNull();
    warehouse.hears(GoodsExpected, anExpectation({ locationId: 'loc_shop', quantity: pieces('0') }));
    expect(incoming(warehouse)).toEqual(['loc_main 0', 'loc_shop 0']);
  });
});

import { CycleCountCompleted, ProductLinked, StockAdjusted } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import { Missing, Permanent } from '@penstock/messaging';
import { describe, expect, it } from 'vitest';
import { aCount, anAdjustment, aProduct, at, pieces } from '../events.fixture.js';
import { stockMovements } from '../stock/stock-movement.js';
import { Warehouse } from '../warehouse.fixture.js';

describe('StockAdjusted', () => {
  it('moves the balance and announces what may be sold', () => {
    const warehouse = Warehouse.stocked('10');
    const said = warehouse.hears(StockAdjusted, anAdjustment({ delta: pieces('-3') }));
    expect(warehouse.balance()).toBe('7 - 0 = 7');
    expect(said).toMatchObject([
      {
        name: 'AvailabilityChanged',
        onHand: pieces('7'),
        reserved: pieces('0'),
        available: pieces('7'),
        previousAvailable: pieces('10'),
        locations: [{ locationId: 'loc_main', onHand: pieces('7') }],
      },
    ]);
    expect(warehouse.offers()).toEqual({ 'shopify:demo-shop|82': 7, 'woocommerce:demo-woo|501/511': 6 });
  });

  it('counts once however often it is delivered', () => {
    const warehouse = Warehouse.stocked('10');
    const event = anAdjustment();
    warehouse.hears(StockAdjusted, event);
    expect(warehouse.hears(StockAdjusted, event)).toEqual([]);
    expect(warehouse.balance()).toBe('15 - 0 = 15');
  });

  it('is recorded, and leaves the balance alone, where a later count has it already', () => {
    const warehouse = Warehouse.stocked('10');
    expect(warehouse.hears(StockAdjusted, anAdjustment({ effectiveAt: at('08:00') }))).toEqual([]);
    expect(warehouse.balance()).toBe('10 - 0 = 10');
    expect(warehouse.memory.all(stockMovements).map(({ kind, applied }) => [kind, applied])).toEqual([
      ['counted', true],
      ['adjusted', false],
    ]);
  });

  it('waits for a location that is not known yet', () => {
    const event = anAdjustment({ locationId: 'loc_new' });
    expect(() => Warehouse.stocked('10').hears(StockAdjusted, event)).toThrow(Missing);
  });

  it('is refused in another unit than the stock is kept in', () => {
    const event = anAdjustment({ delta: { ...pieces('1'), unit: 'kg' } });
    expect(() => Warehouse.stocked('10').hears(StockAdjusted, event)).toThrow(Permanent);
  });

  it('offers whole units only, and never fewer than none', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(ProductLinked, aProduct({ unitStep: decimal('0.5') }));
    warehouse.hears(StockAdjusted, anAdjustment({ delta: pieces('-8.5') }));
    expect(warehouse.offers()).toEqual({ 'shopify:demo-shop|82': 1, 'woocommerce:demo-woo|501/511': 0 });
    warehouse.hears(StockAdjusted, anAdjustment({ delta: pieces('-4') }));
    expect(warehouse.balance()).toBe('-2.5 - 0 = -2.5');
    expect(warehouse.offers()).toEqual({ 'shopify:demo-shop|82': 0, 'woocommerce:demo-woo|501/511': 0 });
  });

  it('read in later is booked, and nobody is told before something live happens', () => {
    const warehouse = Warehouse.stocked('10');
    expect(warehouse.hears(StockAdjusted, anAdjustment({ meta: { mode: 'backfill' } }))).toEqual([]);
    expect(warehouse.balance()).toBe('15 - 0 = 10');
    expect(warehouse.offers()).toMatchObject({ 'shopify:demo-shop|82': 10 });
    expect(warehouse.hears(StockAdjusted, anAdjustment({ delta: pieces('1') }))).toMatchObject([
      { available: pieces('16'), previousAvailable: pieces('10') },
    ]);
  });
});

describe('CycleCountCompleted', () => {
  it('replaces what the ledger believed', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(StockAdjusted, anAdjustment());
    const said = warehouse.hears(CycleCountCompleted, aCount({ counted: pieces('12'), countedAt: at('10:00') }));
    expect(said).toMatchObject([{ available: pieces('12'), previousAvailable: pieces('15') }]);
  });

  it('keeps on top what moved after it and was heard of before it', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(StockAdjusted, anAdjustment({ effectiveAt: at('09:00') }));
    warehouse.hears(StockAdjusted, anAdjustment({ effectiveAt: at('11:00'), delta: pieces('-1') }));
    warehouse.hears(CycleCountCompleted, aCount({ counted: pieces('20'), countedAt: at('10:00') }));
    expect(warehouse.balance()).toBe('19 - 0 = 19');
  });

  it('changes nothing where a later count is known', () => {
    const warehouse = Warehouse.stocked('10');
    expect(warehouse.hears(CycleCountCompleted, aCount({ counted: pieces('3'), countedAt: at('07:00') }))).toEqual([]);
    expect(warehouse.balance()).toBe('10 - 0 = 10');
  });

  it('says nothing where it confirms the balance', () => {
    const warehouse = Warehouse.stocked('10');
    expect(warehouse.hears(CycleCountCompleted, aCount({ countedAt: at('09:00') }))).toEqual([]);
  });
});

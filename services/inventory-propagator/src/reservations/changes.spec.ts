import {
  CycleCountCompleted,
  GoodsExpected,
  KitDefined,
  LocationLinked,
  OrderCancelled,
  OrderCreated,
  OrderUpdated,
  ProductLinked,
  ReleaseRequested,
  ReservationRequested,
  ShipmentConfirmed,
} from '@penstock/contracts';
import { decimalText, instant } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aCancellation, aCount, aKit, aLine, aLocation, anExpectation, anOrder, aProduct, aShipment, aShipmentLine, at, pieces } from '../events.fixture.js'; // prettier-ignore
import { ruleSets } from '../rules/rule-set.js';
import { stockLevels } from '../stock/stock-level.js';
import { Warehouse } from '../warehouse.fixture.js';
import { anUpdate, aRelease, aRequest, aRequestedLine } from './requests.fixture.js';

const names = (said: readonly { name: string }[]) => said.map(({ name }) => name);
const of = (quantity: string, lineId = 'orl_1', sku = 'TEE') => aLine({ lineId, sku, quantity: pieces(quantity) });
const ruled = (warehouse: Warehouse, defaults: object) =>
  warehouse.memory.save(ruleSets.save({ scope: 'entity', version: 1n, compiled: JSON.stringify({ defaults }) }));
/** `loc_main 2, loc_shop 1`: what each location has set aside. */
const setAside = (warehouse: Warehouse, productId = 'prd_tee') =>
  warehouse.memory
    .all(stockLevels)
    .filter((level) => level.productId === productId)
    .map(({ locationId, reserved }) => `${locationId} ${decimalText(reserved)}`)
    .join(', ');

describe('OrderUpdated', () => {
  const ordered = (lines = [of('2')]) => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(OrderCreated, anOrder({ lines }));
    return warehouse;
  };

  it('frees what a line is lowered by, and asks for what one is raised by', () => {
    const warehouse = ordered([of('4'), of('1', 'orl_2')]);
    const said = warehouse.hears(OrderUpdated, anUpdate({ lines: [of('1'), of('3', 'orl_2')] }));
    expect(said).toMatchObject([
      { name: 'StockReleased', lineId: 'orl_1', quantity: pieces('3'), reason: 'ORDER_CHANGED' },
      { name: 'StockReserved', lineId: 'orl_2', quantity: pieces('3') },
      { name: 'AvailabilityChanged', available: pieces('6') },
    ]);
  });

  it('adds lines, removes lines by name, and leaves alone what it does not mention', () => {
    const warehouse = ordered([of('2'), of('3', 'orl_2')]);
    const said = warehouse.hears(OrderUpdated, anUpdate({ lines: [of('1', 'orl_3')], removedLines: ['orl_2'] }));
    expect(names(said)).toEqual(['StockReleased', 'StockReserved', 'AvailabilityChanged']);
    expect(warehouse.balance()).toBe('10 - 3 = 7');
    expect(warehouse.line('orl_2')).toMatchObject({ state: 'released' });
  });

  it('of the same state changes nothing, and an earlier state neither', () => {
    const warehouse = ordered();
    warehouse.hears(OrderUpdated, anUpdate({ lines: [of('5')] }));
    expect(warehouse.hears(OrderUpdated, anUpdate({ lines: [of('5')] }))).toEqual([]);
    expect(warehouse.hears(OrderUpdated, anUpdate({ lines: [of('1')], updatedAt: at('10:15') }))).toEqual([]);
    expect(warehouse.balance()).toBe('10 - 5 = 5');
  });

  it('keeps what it has where it cannot have more', () => {
    const warehouse = ordered();
    expect(warehouse.hears(OrderUpdated, anUpdate({ lines: [of('20')] }))).toMatchObject([
      { name: 'ReservationRejected', quantity: pieces('18'), available: pieces('8') },
    ]);
    expect(warehouse.line()).toMatchObject({ state: 'reserved', reserved: pieces('2').amount });
  });

  it('asks again for a line that got nothing once its quantity is another', () => {
    const warehouse = ordered([of('20')]);
    expect(warehouse.hears(OrderUpdated, anUpdate({ lines: [of('20')] }))).toEqual([]);
    warehouse.hears(OrderUpdated, anUpdate({ lines: [of('4')], updatedAt: at('10:40') }));
    expect(warehouse.balance()).toBe('10 - 4 = 6');
  });

  it('does not ask again for what a person has given up', () => {
    const warehouse = ordered([of('4')]);
    warehouse.hears(
      ReleaseRequested,
      aRelease({ reason: 'OPERATOR', lines: [{ lineId: 'orl_1', quantity: pieces('3') }] }),
    );
    warehouse.hears(OrderUpdated, anUpdate({ lines: [of('5')] }));
    expect(warehouse.line()).toMatchObject({ reserved: pieces('2').amount });
  });

  it('states a line without the units that were cancelled before, and with those cancelled after', () => {
    const cancelled = aCancellation({ lines: [{ lineId: 'orl_1', quantity: pieces('1') }], cancelledAt: at('10:20') });
    const warehouse = ordered([of('4')]);
    warehouse.hears(OrderCancelled, cancelled);
    warehouse.hears(OrderUpdated, anUpdate({ lines: [of('3')], updatedAt: at('10:10') }));
    expect(warehouse.line()).toMatchObject({ reserved: pieces('2').amount });
    warehouse.hears(OrderUpdated, anUpdate({ lines: [of('3')], updatedAt: at('10:30') }));
    expect(warehouse.line()).toMatchObject({ reserved: pieces('3').amount });
    expect(warehouse.hears(OrderCancelled, aCancellation({ ...cancelled, meta: {} }))).toEqual([]);
  });

  it('of an order that was not taken here reserves nothing: it was history, or a test', () => {
    expect(Warehouse.stocked('10').hears(OrderUpdated, anUpdate())).toEqual([]);
  });

  it('exchanges goods', () => {
    const warehouse = ordered();
    warehouse.hears(ProductLinked, aProduct({ productId: 'prd_mug', sku: 'MUG' }));
    warehouse.hears(CycleCountCompleted, aCount({ productId: 'prd_mug', counted: pieces('5') }));
    const said = warehouse.hears(OrderUpdated, anUpdate({ lines: [of('2', 'orl_1', 'MUG')] }));
    expect(said.slice(0, 2)).toMatchObject([
      { name: 'StockReleased', productId: 'prd_tee', quantity: pieces('2') },
      { name: 'StockReserved', productId: 'prd_mug', quantity: pieces('2') },
    ]);
    expect([warehouse.balance(), warehouse.balance('prd_mug')]).toEqual(['10 - 0 = 10', '5 - 2 = 3']);
  });
});

describe('locations', () => {
  const inTwoPlaces = () => {
    const warehouse = Warehouse.stocked('3');
    warehouse.hears(LocationLinked, aLocation({ locationId: 'loc_shop' }));
    warehouse.hears(CycleCountCompleted, aCount({ locationId: 'loc_shop', counted: pieces('4') }));
    return warehouse;
  };

  it('serve in the order of the rules, as far as each has goods', () => {
    const warehouse = inTwoPlaces();
    ruled(warehouse, { locationOrder: ['loc_shop'] });
    const [said] = warehouse.hears(OrderCreated, anOrder({ lines: [of('5')] }));
    expect(said).toMatchObject({
      allocations: [
        { locationId: 'loc_shop', quantity: pieces('4') },
        { locationId: 'loc_main', quantity: pieces('1') },
      ],
    });
    expect(setAside(warehouse)).toBe('loc_main 1, loc_shop 4');
  });

  it('that serve last are freed first', () => {
    const warehouse = inTwoPlaces();
    warehouse.hears(OrderCreated, anOrder({ lines: [of('5')] }));
    expect(setAside(warehouse)).toBe('loc_main 3, loc_shop 2');
    warehouse.hears(OrderUpdated, anUpdate({ lines: [of('4')] }));
    expect(setAside(warehouse)).toBe('loc_main 3, loc_shop 1');
  });

  it('use up their own part where goods leave from them, and another’s only where they have none', () => {
    const warehouse = inTwoPlaces();
    warehouse.hears(OrderCreated, anOrder({ lines: [of('5')] }));
    const left = (quantity: string, odooMoveId: number) =>
      aShipment({ lines: [aShipmentLine({ locationId: 'loc_shop', quantity: pieces(quantity), odooMoveId })] });
    warehouse.hears(ShipmentConfirmed, left('2', 2));
    expect(setAside(warehouse)).toBe('loc_main 3, loc_shop 0');
    warehouse.hears(ShipmentConfirmed, left('1', 3));
    expect(setAside(warehouse)).toBe('loc_main 2, loc_shop 0');
    expect(warehouse.balance()).toBe('4 - 2 = 2');
  });
});

describe('goods to come', () => {
  it('are promised to orders as far as the rule lets it, and no further', () => {
    const warehouse = Warehouse.stocked('3');
    ruled(warehouse, { backorderLimit: '4' });
    const said = warehouse.hears(OrderCreated, anOrder({ lines: [of('5'), of('3', 'orl_2')] }));
    expect(said).toMatchObject([
      { name: 'StockReserved', lineId: 'orl_1', quantity: pieces('5'), backordered: pieces('2') },
      { name: 'ReservationRejected', lineId: 'orl_2', available: pieces('0') },
      { name: 'AvailabilityChanged', available: pieces('0') },
    ]);
    expect(warehouse.line()).toMatchObject({ state: 'waiting' });
  });

  it('are promised to requests only where they say so', () => {
    const warehouse = Warehouse.stocked('0');
    ruled(warehouse, { backorderLimit: '4' });
    expect(names(warehouse.hears(ReservationRequested, aRequest()))).toEqual(['ReservationRejected']);
    const again = aRequest({ backorder: true });
    expect(warehouse.hears(ReservationRequested, again)).toMatchObject([{ backordered: pieces('2') }]);
  });

  it('are promised out of what a supplier is to bring in time, and of nothing later', () => {
    const warehouse = Warehouse.stocked('0');
    ruled(warehouse, { preorderDays: 7 });
    const expected = (expectationId: string, quantity: string, day: string) =>
      anExpectation({ expectationId, quantity: pieces(quantity), expectedAt: instant(`${day}T08:00:00Z`) });
    warehouse.hears(GoodsExpected, expected('exp_1', '3', '2026-11-24'));
    warehouse.hears(GoodsExpected, expected('exp_2', '50', '2026-12-24'));
    const said = warehouse.hears(OrderCreated, anOrder({ lines: [of('2'), of('2', 'orl_2')] }));
    expect(names(said)).toEqual(['StockReserved', 'ReservationRejected']);
    expect(said[0]).toMatchObject({ quantity: pieces('2'), backordered: pieces('2'), allocations: [] });
  });

  it('are given up before what is there', () => {
    const warehouse = Warehouse.stocked('3');
    ruled(warehouse, { backorderLimit: '4' });
    warehouse.hears(OrderCreated, anOrder({ lines: [of('5')] }));
    warehouse.hears(OrderUpdated, anUpdate({ lines: [of('4')] }));
    expect(warehouse.line()).toMatchObject({ reserved: pieces('3').amount, backordered: pieces('1').amount });
  });
});

describe('a kit', () => {
  /** Ten T-shirts, of which a set takes two, and three mugs. */
  const stocked = () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(ProductLinked, aProduct({ productId: 'prd_mug', sku: 'MUG', name: 'Mug' }));
    warehouse.hears(CycleCountCompleted, aCount({ productId: 'prd_mug', counted: pieces('3') }));
    warehouse.hears(ProductLinked, aProduct({ productId: 'prd_set', sku: 'SET', name: 'Gift set' }));
    warehouse.hears(KitDefined, aKit());
    return warehouse;
  };
  const ordered = (sets: string) => {
    const warehouse = stocked();
    return { warehouse, said: warehouse.hears(OrderCreated, anOrder({ lines: [of(sets, 'orl_1', 'SET')] })) };
  };
  const parts = (warehouse: Warehouse) => [warehouse.balance('prd_tee'), warehouse.balance('prd_mug')];

  it('reserves its parts', () => {
    const { warehouse, said } = ordered('2');
    expect(said.slice(0, 2)).toMatchObject([
      { name: 'StockReserved', lineId: 'orl_1', productId: 'prd_mug', quantity: pieces('2') },
      { name: 'StockReserved', lineId: 'orl_1', productId: 'prd_tee', quantity: pieces('4') },
    ]);
    expect(parts(warehouse)).toEqual(['10 - 4 = 6', '3 - 2 = 1']);
    expect(warehouse.line()).toMatchObject({ state: 'kit' });
  });

  it('is rejected whole where one part is short', () => {
    const { warehouse, said } = ordered('4');
    expect(said).toMatchObject([{ name: 'ReservationRejected', productId: 'prd_set', available: pieces('3') }]);
    expect(parts(warehouse)).toEqual(['10 - 0 = 10', '3 - 0 = 3']);
  });

  it('gets as many as can be made where that is the policy', () => {
    const warehouse = stocked();
    const lines = [aRequestedLine({ sku: 'SET', quantity: pieces('9') })];
    warehouse.hears(ReservationRequested, aRequest({ policy: 'AS_MUCH_AS_THERE_IS', lines }));
    expect(parts(warehouse)).toEqual(['10 - 6 = 4', '3 - 3 = 0']);
  });

  it('is lowered, cancelled and given up part by part', () => {
    const { warehouse } = ordered('3');
    warehouse.hears(OrderUpdated, anUpdate({ lines: [of('2', 'orl_1', 'SET')] }));
    expect(parts(warehouse)).toEqual(['10 - 4 = 6', '3 - 2 = 1']);
    warehouse.hears(OrderCancelled, aCancellation({ lines: [{ lineId: 'orl_1', quantity: pieces('1') }] }));
    expect(parts(warehouse)).toEqual(['10 - 2 = 8', '3 - 1 = 2']);
    warehouse.hears(ReleaseRequested, aRelease());
    expect(parts(warehouse)).toEqual(['10 - 0 = 10', '3 - 0 = 3']);
    expect(warehouse.line()).toMatchObject({ state: 'released' });
  });

  it('leaves part by part, also before its order is heard of', () => {
    const warehouse = stocked();
    const left = (productId: string, quantity: string, odooMoveId: number) =>
      aShipment({ lines: [aShipmentLine({ productId, quantity: pieces(quantity), odooMoveId })] });
    warehouse.hears(ShipmentConfirmed, left('prd_mug', '1', 2));
    warehouse.hears(OrderCreated, anOrder({ lines: [of('1', 'orl_1', 'SET')] }));
    expect(parts(warehouse)).toEqual(['10 - 2 = 8', '2 - 0 = 2']);
    warehouse.hears(ShipmentConfirmed, left('prd_tee', '2', 3));
    expect(parts(warehouse)).toEqual(['8 - 0 = 8', '2 - 0 = 2']);
    expect(warehouse.line()).toMatchObject({ state: 'consumed' });
  });

  it('that was held for its SKU is reserved once it is known what it is made of', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(OrderCreated, anOrder({ lines: [of('1', 'orl_1', 'SET')] }));
    warehouse.hears(ProductLinked, aProduct({ productId: 'prd_mug', sku: 'MUG', name: 'Mug' }));
    warehouse.hears(CycleCountCompleted, aCount({ productId: 'prd_mug', counted: pieces('3') }));
    warehouse.hears(KitDefined, aKit());
    warehouse.hears(ProductLinked, aProduct({ productId: 'prd_set', sku: 'SET', name: 'Gift set' }));
    expect(parts(warehouse)).toEqual(['10 - 2 = 8', '3 - 1 = 2']);
  });
});

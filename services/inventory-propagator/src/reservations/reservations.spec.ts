import {
  CycleCountCompleted,
  OrderCancelled,
  OrderCreated,
  ProductLinked,
  ShipmentConfirmed,
} from '@penstock/contracts';
import { describe, expect, it } from 'vitest';
import {
  aCancellation,
  aCount,
  aLine,
  anOrder,
  aProduct,
  aShipment,
  aShipmentLine,
  at,
  pieces,
} from '../events.fixture.js';
import { listingPushes } from '../listings/listing.js';
import { now } from '../memory.fixture.js';
import { Warehouse } from '../warehouse.fixture.js';

const two = [aLine({ lineId: 'orl_1' }), aLine({ lineId: 'orl_2', quantity: pieces('3') })];
const names = (said: readonly { name: string }[]) => said.map(({ name }) => name);

describe('OrderCreated', () => {
  it('reserves each line and says what is left to sell', () => {
    const warehouse = Warehouse.stocked('10');
    const said = warehouse.hears(OrderCreated, anOrder({ lines: two }));
    expect(said).toMatchObject([
      {
        name: 'StockReserved',
        orderId: 'ord_1',
        lineId: 'orl_1',
        productId: 'prd_tee',
        quantity: pieces('2'),
        locationId: null,
      },
      { name: 'StockReserved', lineId: 'orl_2', quantity: pieces('3') },
      { name: 'AvailabilityChanged', onHand: pieces('10'), reserved: pieces('5'), available: pieces('5') },
    ]);
    expect(warehouse.balance()).toBe('10 - 5 = 5');
  });

  it('reserves a line once, however often and by whichever event it is asked', () => {
    const warehouse = Warehouse.stocked('10');
    const order = anOrder();
    warehouse.hears(OrderCreated, order);
    expect(warehouse.hears(OrderCreated, order)).toEqual([]);
    expect(warehouse.hears(OrderCreated, anOrder())).toEqual([]);
    expect(warehouse.balance()).toBe('10 - 2 = 8');
  });

  it('rejects a line that is more than there is, and reserves the others', () => {
    const warehouse = Warehouse.stocked('4');
    const said = warehouse.hears(OrderCreated, anOrder({ lines: two }));
    expect(said).toMatchObject([
      { name: 'StockReserved', lineId: 'orl_1' },
      {
        name: 'ReservationRejected',
        lineId: 'orl_2',
        quantity: pieces('3'),
        available: pieces('2'),
        reason: 'INSUFFICIENT_STOCK',
      },
      { name: 'AvailabilityChanged', available: pieces('2') },
    ]);
    expect(warehouse.line('orl_2')).toMatchObject({ state: 'rejected' });
  });

  it('sells the last piece once', () => {
    const warehouse = Warehouse.stocked('2');
    expect(names(warehouse.hears(OrderCreated, anOrder()))).toContain('StockReserved');
    const late = anOrder({ orderId: 'ord_2', lines: [aLine({ lineId: 'orl_9' })] });
    expect(warehouse.hears(OrderCreated, late)).toMatchObject([
      { name: 'ReservationRejected', available: pieces('0') },
    ]);
    expect(warehouse.balance()).toBe('2 - 2 = 0');
  });

  it('holds a line with an unknown SKU, names it, and goes on with the rest', () => {
    const warehouse = Warehouse.stocked('10');
    const lines = [aLine(), aLine({ lineId: 'orl_2', sku: 'NO-SUCH' })];
    const said = warehouse.hears(OrderCreated, anOrder({ lines }));
    expect(names(said)).toEqual(['StockReserved', 'ExceptionRaised', 'AvailabilityChanged']);
    expect(said[1]).toMatchObject({
      kind: 'UNKNOWN_SKU',
      subject: 'ord_1',
      facts: { sku: 'NO-SUCH', orderNumber: '#1001', lineId: 'orl_2' },
    });
    expect(warehouse.line('orl_2')).toMatchObject({ state: 'held', waitingSku: 'NO-SUCH' });
  });

  it('asks nothing for custom items, gift cards and services', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(ProductLinked, aProduct({ productId: 'prd_repair', sku: 'REPAIR' }));
    const service = aLine({ lineId: 'orl_3', sku: 'REPAIR', requiresShipping: false });
    const lines = [aLine({ sku: null }), aLine({ lineId: 'orl_2', giftCard: true }), service];
    expect(warehouse.hears(OrderCreated, anOrder({ lines }))).toEqual([]);
    expect(warehouse.balance()).toBe('10 - 0 = 10');
  });

  it('of history, or as a test, reserves nothing', () => {
    const warehouse = Warehouse.stocked('10');
    expect(warehouse.hears(OrderCreated, anOrder({ meta: { mode: 'backfill' } }))).toEqual([]);
    expect(warehouse.hears(OrderCreated, anOrder({ test: true }))).toEqual([]);
    expect(warehouse.balance()).toBe('10 - 0 = 10');
  });

  it('is refused for a product that is not sold any more, or kept in another unit', () => {
    const warehouse = Warehouse.stocked('10');
    const inKilos = aLine({ lineId: 'orl_2', quantity: { ...pieces('1'), unit: 'kg' } });
    const order = anOrder({ orderId: 'ord_2', lines: [inKilos] });
    expect(warehouse.hears(OrderCreated, order)).toMatchObject([{ reason: 'UNIT_MISMATCH' }]);
    warehouse.hears(ProductLinked, aProduct({ active: false }));
    expect(warehouse.hears(OrderCreated, anOrder())).toMatchObject([{ reason: 'PRODUCT_INACTIVE' }]);
  });

  it('knows that the channel which took it shows that much less already', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(OrderCreated, anOrder());
    const rows = warehouse.memory.all(listingPushes).map(({ destination, sold, quantity, desiredVersion }) => ({
      destination,
      sold,
      quantity,
      desiredVersion,
    }));
    expect(rows).toEqual([
      { destination: 'shopify:demo-shop', sold: 2, quantity: 8, desiredVersion: BigInt(now) + 1n },
      { destination: 'woocommerce:demo-woo', sold: 0, quantity: 7, desiredVersion: BigInt(now) + 1n },
    ]);
  });

  it('has its channel told again even where the line is rejected: the channel has sold what is not there', () => {
    const warehouse = Warehouse.stocked('1');
    warehouse.hears(OrderCreated, anOrder());
    expect(warehouse.memory.all(listingPushes)[0]).toMatchObject({
      sold: 2,
      quantity: 1,
      desiredVersion: BigInt(now) + 1n,
    });
  });
});

describe('OrderCancelled', () => {
  it('frees what was reserved', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(OrderCreated, anOrder({ lines: two }));
    const said = warehouse.hears(OrderCancelled, aCancellation());
    expect(names(said)).toEqual(['StockReleased', 'StockReleased', 'AvailabilityChanged']);
    expect(said[0]).toMatchObject({ lineId: 'orl_1', quantity: pieces('2'), reason: 'ORDER_CANCELLED' });
    expect(warehouse.balance()).toBe('10 - 0 = 10');
  });

  it('frees a part of a line', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(OrderCreated, anOrder({ lines: two }));
    const part = aCancellation({ lines: [{ lineId: 'orl_2', quantity: pieces('1') }] });
    expect(warehouse.hears(OrderCancelled, part)[0]).toMatchObject({ lineId: 'orl_2', quantity: pieces('1') });
    expect(warehouse.line('orl_2')).toMatchObject({ state: 'reserved', reserved: pieces('2').amount });
    expect(warehouse.balance()).toBe('10 - 4 = 6');
  });

  it('heard before the order keeps it from ever reserving', () => {
    const warehouse = Warehouse.stocked('10');
    expect(warehouse.hears(OrderCancelled, aCancellation())).toEqual([]);
    expect(warehouse.hears(OrderCreated, anOrder())).toEqual([]);
    expect(warehouse.balance()).toBe('10 - 0 = 10');
    expect(warehouse.line()).toMatchObject({ state: 'released' });
  });

  it('of a part, heard before the order, leaves the rest to reserve', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(OrderCancelled, aCancellation({ lines: [{ lineId: 'orl_1', quantity: pieces('1') }] }));
    expect(warehouse.hears(OrderCreated, anOrder())[0]).toMatchObject({ name: 'StockReserved', quantity: pieces('1') });
  });

  it('ends the waiting of a held line', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(OrderCreated, anOrder({ lines: [aLine({ sku: 'MUG' })] }));
    warehouse.hears(OrderCancelled, aCancellation());
    expect(warehouse.hears(ProductLinked, aProduct({ productId: 'prd_mug', sku: 'MUG' }))).toEqual([]);
    expect(warehouse.line()).toMatchObject({ state: 'released', waitingSku: null });
  });
});

describe('ShipmentConfirmed', () => {
  it('uses up the reservation and the stock together, so that nothing changes for buyers', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(OrderCreated, anOrder());
    const shipment = aShipment();
    expect(warehouse.hears(ShipmentConfirmed, shipment)).toEqual([]);
    expect(warehouse.hears(ShipmentConfirmed, shipment)).toEqual([]);
    expect(warehouse.balance()).toBe('8 - 0 = 8');
    expect(warehouse.line()).toMatchObject({ state: 'consumed' });
  });

  it('in parts leaves the rest reserved', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(OrderCreated, anOrder());
    warehouse.hears(
      ShipmentConfirmed,
      aShipment({ lines: [aShipmentLine({ quantity: pieces('1') })], complete: false }),
    );
    expect(warehouse.balance()).toBe('9 - 1 = 8');
    warehouse.hears(OrderCancelled, aCancellation());
    expect(warehouse.balance()).toBe('9 - 0 = 9');
  });

  it('of a line that was never reserved just lowers the stock', () => {
    const warehouse = Warehouse.stocked('10');
    expect(warehouse.hears(ShipmentConfirmed, aShipment())).toMatchObject([{ available: pieces('8') }]);
    expect(warehouse.hears(OrderCreated, anOrder())).toEqual([]);
    expect(warehouse.balance()).toBe('8 - 0 = 8');
    expect(warehouse.line()).toMatchObject({ state: 'consumed' });
  });

  it('that a later count has already uses up the reservation only', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(OrderCreated, anOrder());
    warehouse.hears(CycleCountCompleted, aCount({ counted: pieces('8'), countedAt: at('11:30') }));
    expect(warehouse.balance()).toBe('8 - 2 = 6');
    warehouse.hears(ShipmentConfirmed, aShipment());
    expect(warehouse.balance()).toBe('8 - 0 = 8');
  });
});

import {
  CycleCountCompleted,
  GoodsExpected,
  GoodsReceived,
  LocationLinked,
  OrderCancelled,
  OrderCreated,
  ProductLinked,
  ReturnReceived,
  ShipmentConfirmed,
  StockAdjusted,
  StockQuarantined,
  TransferCompleted,
  TransferStarted,
} from '@penstock/contracts';
import { instantOfMillis } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import {
  aCancellation,
  aCount,
  aLine,
  aLocation,
  anAdjustment,
  anExpectation,
  anOrder,
  aProduct,
  aQuarantine,
  aReceipt,
  aReturn,
  aShipment,
  aTransfer,
  aShipmentLine,
  pieces,
} from './events.fixture.js';
import { Warehouse } from './warehouse.fixture.js';

const tomorrow = instantOfMillis(Date.now() + 24 * 60 * 60 * 1000);
const nothing = { ...pieces('1'), unit: '' };
const twice = [{ lineId: 'orl_1', quantity: pieces('1') }, { lineId: 'orl_1', quantity: pieces('2') }]; // prettier-ignore
const shipped = (line: Parameters<typeof aShipmentLine>[0]) => aShipment({ lines: [aShipmentLine(line)] });

describe('content that breaks a rule', () => {
  it.each<[string, string, { readonly name: string }, { meta: ReturnType<typeof anOrder>['meta'] }]>([
    ['an order that names a line twice', 'LINE_TWICE', OrderCreated, anOrder({ lines: [aLine(), aLine()] })],
    ['an order of less than nothing', 'QUANTITY_NEGATIVE', OrderCreated, anOrder({ lines: [aLine({ quantity: pieces('-2') })] })],
    ['an order without a unit', 'UNIT_MISSING', OrderCreated, anOrder({ lines: [aLine({ quantity: nothing })] })],
    ['a cancellation that names a line twice', 'LINE_TWICE', OrderCancelled, aCancellation({ lines: twice })],
    ['a cancellation of less than nothing', 'QUANTITY_NEGATIVE', OrderCancelled, aCancellation({ lines: [{ lineId: 'orl_1', quantity: pieces('-1') }] })],
    ['a shipment of nothing at all', 'SHIPMENT_EMPTY', ShipmentConfirmed, aShipment({ lines: [] })],
    ['a shipment of no pieces', 'QUANTITY_NOT_POSITIVE', ShipmentConfirmed, shipped({ quantity: pieces('0') })],
    ['a shipment of tomorrow', 'INSTANT_IN_FUTURE', ShipmentConfirmed, shipped({ effectiveAt: tomorrow })],
    ['a movement of tomorrow', 'INSTANT_IN_FUTURE', StockAdjusted, anAdjustment({ effectiveAt: tomorrow })],
    ['a movement without a unit', 'UNIT_MISSING', StockAdjusted, anAdjustment({ delta: nothing })],
    ['a count below zero', 'QUANTITY_NEGATIVE', CycleCountCompleted, aCount({ counted: pieces('-1') })],
    ['a count of tomorrow', 'INSTANT_IN_FUTURE', CycleCountCompleted, aCount({ countedAt: tomorrow })],
    ['a receipt of tomorrow', 'INSTANT_IN_FUTURE', GoodsReceived, aReceipt({ effectiveAt: tomorrow })],
    ['goods of which less than nothing is to come', 'QUANTITY_NEGATIVE', GoodsExpected, anExpectation({ quantity: pieces('-1') })],
    ['a transfer of tomorrow', 'INSTANT_IN_FUTURE', TransferStarted, aTransfer({ effectiveAt: tomorrow })],
    ['a transfer of less than nothing', 'QUANTITY_NOT_POSITIVE', TransferStarted, aTransfer({ quantity: pieces('-1') })],
    ['a transfer that ends where it begins', 'TRANSFER_NOWHERE', TransferCompleted, aTransfer({ toLocationId: 'loc_main' })],
    ['goods set aside without a unit', 'UNIT_MISSING', StockQuarantined, aQuarantine({ delta: nothing })],
    ['goods set aside tomorrow', 'INSTANT_IN_FUTURE', StockQuarantined, aQuarantine({ effectiveAt: tomorrow })],
    ['a return of tomorrow', 'INSTANT_IN_FUTURE', ReturnReceived, aReturn({ receivedAt: tomorrow })],
    ['half a piece', 'QUANTITY_NOT_ALLOWED', StockAdjusted, anAdjustment({ delta: pieces('0.5') })],
    ['a count of absurdly many', 'QUANTITY_NOT_ALLOWED', CycleCountCompleted, aCount({ counted: pieces('1000000001') })],
    ['a product without a unit', 'UNIT_MISSING', ProductLinked, aProduct({ unit: '' })],
    ['a location of a usage nobody knows', 'USAGE_UNKNOWN', LocationLinked, aLocation({ usage: 'UNKNOWN' })],
  ])('%s is refused for good as %s, and changes nothing', (_, code, type, event) => {
    const warehouse = Warehouse.stocked('10');
    expect(() => warehouse.hears(type, event)).toThrow(expect.objectContaining({ name: 'Permanent', code }));
    expect(warehouse.balance()).toBe('10 - 0 = 10');
  }); // prettier-ignore
});

describe('content that only looks odd', () => {
  it('is booked: an opening balance below zero, as Odoo may have it', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(CycleCountCompleted, aCount({ counted: pieces('-3'), opening: true }));
    expect(warehouse.balance()).toBe('-3 - 0 = -3');
  });

  it('is taken: a line that the customer took out of the order again', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(OrderCreated, anOrder({ lines: [aLine({ quantity: pieces('0') })] }));
    expect(warehouse.balance()).toBe('10 - 0 = 10');
  });

  it('is booked: one order line that left from two places', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(ShipmentConfirmed, aShipment({ lines: [aShipmentLine(), aShipmentLine({ odooMoveId: 3 })] }));
    expect(warehouse.balance()).toBe('6 - 0 = 6');
  });
});

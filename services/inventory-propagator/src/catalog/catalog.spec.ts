import { CycleCountCompleted, LocationLinked, OrderCreated, ProductLinked, StockAdjusted } from '@penstock/contracts';
import { describe, expect, it } from 'vitest';
import { aCount, aLine, aLocation, anAdjustment, anOrder, aProduct, pieces } from '../events.fixture.js';
import { listingPushes } from '../listings/listing.js';
import { Warehouse } from '../warehouse.fixture.js';

describe('ProductLinked', () => {
  it('reserves for the lines that waited for its SKU', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(CycleCountCompleted, aCount({ productId: 'prd_mug', counted: pieces('3') }));
    warehouse.hears(OrderCreated, anOrder({ lines: [aLine(), aLine({ lineId: 'orl_2', sku: 'MUG' })] }));
    warehouse.hears(OrderCreated, anOrder({ orderId: 'ord_2', lines: [aLine({ lineId: 'orl_3', sku: 'MUG' })] }));
    const said = warehouse.hears(ProductLinked, aProduct({ productId: 'prd_mug', sku: 'MUG', name: 'Mug' }));
    expect(said).toMatchObject([
      { name: 'StockReserved', orderId: 'ord_1', lineId: 'orl_2', quantity: pieces('2') },
      { name: 'ReservationRejected', orderId: 'ord_2', lineId: 'orl_3', available: pieces('1') },
      { name: 'AvailabilityChanged', productId: 'prd_mug', available: pieces('1') },
    ]);
    expect(warehouse.offers()).toMatchObject({ 'shopify:demo-shop|83': 1 });
  });

  it('says nothing where nothing of its stock is new', () => {
    expect(Warehouse.stocked('10').hears(ProductLinked, aProduct({ name: 'Better T-shirt' }))).toEqual([]);
  });

  it('tells no channel before something was counted or moved', () => {
    const warehouse = new Warehouse();
    warehouse.hears(LocationLinked, aLocation());
    warehouse.hears(ProductLinked, aProduct());
    const versions = () => warehouse.memory.all(listingPushes).map(({ desiredVersion }) => desiredVersion > 0n);
    expect(versions()).toEqual([false, false]);
    warehouse.hears(CycleCountCompleted, aCount({ counted: pieces('0') }));
    expect(versions()).toEqual([true, true]);
  });

  it('leaves a SKU with the product that has it, and raises the conflict', () => {
    const warehouse = Warehouse.stocked('10');
    const twin = aProduct({ productId: 'prd_twin', name: 'Twin' });
    expect(warehouse.hears(ProductLinked, twin)).toMatchObject([
      { name: 'ExceptionRaised', kind: 'INVALID_INPUT', subject: 'prd_twin', facts: { sku: 'TEE', holder: 'prd_tee' } },
    ]);
    warehouse.hears(StockAdjusted, anAdjustment({ productId: 'prd_twin', delta: pieces('99') }));
    expect(warehouse.offers()).toMatchObject({ 'shopify:demo-shop|82': 10 });
  });

  it('that gives up its SKU is offered no more, and the next one to take it is', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(ProductLinked, aProduct({ sku: 'TEE-OLD' }));
    expect(warehouse.offers()).toEqual({ 'shopify:demo-shop|82': 0, 'woocommerce:demo-woo|501/511': 0 });
    warehouse.hears(StockAdjusted, anAdjustment({ productId: 'prd_new', delta: pieces('4') }));
    warehouse.hears(ProductLinked, aProduct({ productId: 'prd_new' }));
    expect(warehouse.offers()).toEqual({ 'shopify:demo-shop|82': 4, 'woocommerce:demo-woo|501/511': 3 });
    warehouse.hears(StockAdjusted, anAdjustment());
    expect(warehouse.offers()).toMatchObject({ 'shopify:demo-shop|82': 4 });
    expect(warehouse.hears(OrderCreated, anOrder())).toMatchObject([
      { productId: 'prd_new' },
      { productId: 'prd_new' },
    ]);
  });

  it('that is archived is offered no more, and makes room for the next one with its SKU', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(ProductLinked, aProduct({ active: false }));
    expect(warehouse.offers()).toEqual({ 'shopify:demo-shop|82': 0, 'woocommerce:demo-woo|501/511': 0 });
    warehouse.hears(StockAdjusted, anAdjustment({ productId: 'prd_new', delta: pieces('4') }));
    expect(warehouse.hears(ProductLinked, aProduct({ productId: 'prd_new' }))).toEqual([]);
    warehouse.hears(StockAdjusted, anAdjustment());
    expect(warehouse.offers()).toEqual({ 'shopify:demo-shop|82': 4, 'woocommerce:demo-woo|501/511': 3 });
    expect(warehouse.hears(ProductLinked, aProduct({ active: false }))).toEqual([]);
    expect(warehouse.offers()).toMatchObject({ 'shopify:demo-shop|82': 4 });
  });
});

describe('LocationLinked', () => {
  it('makes what lies there unsellable, and sellable again', () => {
    const warehouse = Warehouse.stocked('10');
    expect(warehouse.hears(LocationLinked, aLocation({ active: false }))).toMatchObject([{ available: pieces('0') }]);
    expect(warehouse.hears(LocationLinked, aLocation())).toMatchObject([{ available: pieces('10') }]);
  });

  it('of a customer or a supplier holds nothing that could be sold', () => {
    const warehouse = Warehouse.stocked('10');
    warehouse.hears(LocationLinked, aLocation({ locationId: 'loc_out', usage: 'CUSTOMER' }));
    expect(warehouse.hears(StockAdjusted, anAdjustment({ locationId: 'loc_out' }))).toEqual([]);
    expect(warehouse.balance()).toBe('10 - 0 = 10');
  });
});

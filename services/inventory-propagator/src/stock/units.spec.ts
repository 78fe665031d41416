import { CycleCountCompleted, GoodsReceived, ProductLinked } from '@penstock/contracts';
import { decimal, decimalText } from '@penstock/domain';
import { Missing } from '@penstock/messaging';
import { describe, expect, it } from 'vitest';
import { aCount, aProduct, aReceipt, at, pieces } from '../events.fixture.js';
import { Warehouse } from '../warehouse.fixture.js';
import { products } from './product.js';
import { amountIn, isAllowed } from './units.js';

const product = (given: Partial<ReturnType<typeof products.initial>> = {}) => ({
  ...products.initial({ productId: 'prd_tee' }),
  ...{ productId: 'prd_tee', name: 'T-shirt', unit: 'unit' },
  ...given,
});

describe('a quantity of a product', () => {
  it.each([
    ['whole pieces', {}, '3', true],
    ['a piece less', {}, '-3', true],
    ['a part of a piece', {}, '0.5', false],
    ['a part of what is divided so', { unitStep: decimal('0.25') }, '1.75', true],
    ['a part of what is divided otherwise', { unitStep: decimal('0.25') }, '1.1', false],
    ['any part of what nobody knows the steps of', { unit: 'kg' }, '0.123456789', true],
    ['any part of what is not linked yet', { name: null }, '0.5', true],
    ['as much as can be', {}, '1000000000', true],
    ['absurdly much', {}, '1000000001', false],
    ['absurdly little', {}, '-1000000001', false],
    ['nothing', { unitStep: decimal('0.25') }, '0', true],
    ['tens, that a number keeps as one digit', {}, '1000', true],
  ])('%s: %j of %s is allowed: %s', (_, given, amount, allowed) => {
    expect(isAllowed(product(given), decimal(amount))).toBe(allowed);
  });

  it.each([
    ['unit', '2', '2'],
    ['pack of 6', '2', '12'],
    ['box', '1', null],
    ['constructor', '1', null],
  ])('in %s', (unit, amount, expected) => {
    const found = amountIn(product({ packs: { 'pack of 6': '6' } }), { amount: decimal(amount), unit });
    expect(found === undefined ? null : decimalText(found)).toBe(expected);
  });
});

describe('a product that is linked', () => {
  const inKg = (amount: string) => ({ amount: decimal(amount), unit: 'kg' });

  it('brings the unit that a quantity waited for', () => {
    const warehouse = Warehouse.stocked('10');
    const cheese = aReceipt({ productId: 'prd_cheese', quantity: inKg('1.5') });
    expect(() => warehouse.hears(GoodsReceived, cheese)).toThrow(Missing);
    warehouse.hears(ProductLinked, aProduct({ productId: 'prd_cheese', sku: 'CHEESE', unit: 'kg' }));
    warehouse.hears(GoodsReceived, cheese);
    expect(warehouse.balance('prd_cheese')).toBe('1.5 - 0 = 1.5');
  });

  it('in another unit than its stock is kept in: the stock keeps its own, and a person is told', () => {
    const warehouse = Warehouse.stocked('10');
    expect(warehouse.hears(ProductLinked, aProduct({ unit: 'kg' }))).toMatchObject([
      { name: 'ExceptionRaised', kind: 'UNIT_MISMATCH', subject: 'prd_tee', facts: { kept: 'unit', unit: 'kg' } },
    ]);
    const weighed = () => warehouse.hears(GoodsReceived, aReceipt({ quantity: inKg('1') }));
    expect(weighed).toThrow(expect.objectContaining({ code: 'UNIT_MISMATCH' }));
    warehouse.hears(CycleCountCompleted, aCount({ counted: pieces('0'), countedAt: at('12:00') }));
    expect(warehouse.hears(ProductLinked, aProduct({ unit: 'kg' }))).toEqual([]);
    expect(warehouse.hears(GoodsReceived, aReceipt({ quantity: inKg('1'), effectiveAt: at('13:00') }))).toMatchObject([
      { available: inKg('1') },
    ]);
  });

  it.each([
    ['nothing', pieces('0')],
    ['another unit', inKg('6')],
  ])('with a pack that holds %s is refused', (_, contains) => {
    const packs = [{ unit: 'pack of 6', barcode: null, contains }];
    expect(() => Warehouse.stocked('10').hears(ProductLinked, aProduct({ packs }))).toThrow(
      expect.objectContaining({ code: 'PACK_IMPOSSIBLE' }),
    );
  });
});

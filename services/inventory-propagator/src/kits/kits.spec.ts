import { CycleCountCompleted, KitDefined, ProductLinked } from '@penstock/contracts';
import { decimal, decimalText, zero } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { aCount, aKit, aProduct, pieces } from '../events.fixture.js';
import { availabilityReviews } from '../review/availability-review.js';
import { products } from '../stock/product.js';
import { stockLevels } from '../stock/stock-level.js';
import type { Stock } from '../stock/stock.js';
import { now } from '../memory.fixture.js';
import { Warehouse } from '../warehouse.fixture.js';
import { kitSellable } from './kit-availability.js';
import { kitComponents } from './kit-component.js';

const aStock = (productId: string, onHand: string, more: Partial<Stock['product']> = {}): Stock => ({
  product: { ...products.initial({ productId }), productId, onHand: decimal(onHand), ...more },
  levels: [{ ...stockLevels.initial({}), productId, locationId: 'loc_main' }],
  listings: [],
});
const aPart = (componentProductId: string, quantity: string) => ({
  ...{ kitProductId: 'kit', componentProductId, kitSku: 'SET', quantity: decimal(quantity) },
});
const made = (parts: ReturnType<typeof aPart>[], ...stocks: Stock[]) => {
  const sellable = kitSellable(parts, new Map(stocks.map((stock) => [stock.product.productId, stock])));
  return sellable && decimalText(sellable.available);
};

describe('of a kit there can be made', () => {
  const parts = [aPart('a', '2'), aPart('b', '0.75')];

  it('as many whole ones as the scarcest part allows', () => {
    expect(made(parts, aStock('a', '10'), aStock('b', '99'))).toBe('5');
    expect(made(parts, aStock('a', '10'), aStock('b', '3'))).toBe('4');
    expect(made(parts, aStock('a', '10'), aStock('b', '2.9'))).toBe('3');
    expect(made([aPart('a', '0.000000003')], aStock('a', '1'))).toBe('333333333');
  });

  it('never fewer than none, and none of what is promised or sold no more', () => {
    expect(made(parts, aStock('a', '-4'), aStock('b', '99'))).toBe('0');
    expect(made(parts, aStock('a', '10', { reserved: decimal('9') }), aStock('b', '99'))).toBe('0');
    expect(made(parts, aStock('a', '10', { backordered: decimal('6') }), aStock('b', '99'))).toBe('2');
    expect(made(parts, aStock('a', '10', { active: false }), aStock('b', '99'))).toBe('0');
  });

  it('nobody knows how many while nothing is known of a part', () => {
    expect(made(parts, aStock('a', '10'))).toBeNull();
    expect(made(parts, aStock('a', '10'), { ...aStock('b', '0'), levels: [] })).toBeNull();
    expect(made([{ ...aPart('a', '1'), quantity: zero }], aStock('a', '10'))).toBeNull();
  });
});

const mug = { productId: 'prd_mug', sku: 'MUG' };
const set = { productId: 'prd_set', sku: 'SET', name: 'Gift set' };

/** T-shirts and mugs are linked and counted; the set is not linked yet. */
function withParts(): Warehouse {
  const warehouse = Warehouse.stocked('10');
  warehouse.hears(ProductLinked, aProduct(mug));
  warehouse.hears(CycleCountCompleted, aCount({ productId: 'prd_mug', counted: pieces('7') }));
  return warehouse;
}
const partsIn = ({ memory }: Warehouse) =>
  memory.all(kitComponents).map((row) => `${row.kitSku} ${row.componentProductId} ${decimalText(row.quantity)}`);
const flags = ({ memory }: Warehouse) =>
  Object.fromEntries(memory.all(products).map((row) => [row.productId, { isKit: row.isKit, inKits: row.inKits }]));

describe('the definition of a kit', () => {
  it('is kept, and asks for the review of the kit', () => {
    const warehouse = withParts();
    warehouse.hears(ProductLinked, aProduct(set));
    expect(warehouse.hears(KitDefined, aKit())).toEqual([]);
    expect(partsIn(warehouse)).toEqual(['SET prd_mug 1', 'SET prd_tee 2']);
    expect(flags(warehouse)).toMatchObject({
      prd_set: { isKit: true },
      prd_tee: { inKits: true },
      prd_mug: { inKits: true },
    });
    expect(warehouse.memory.all(availabilityReviews)).toMatchObject([{ productId: 'prd_set' }]);
  });

  it('may come before its product: the SKU is written as it is linked, and follows it', () => {
    const warehouse = withParts();
    warehouse.hears(KitDefined, aKit());
    expect(partsIn(warehouse)).toEqual(['null prd_mug 1', 'null prd_tee 2']);
    warehouse.hears(ProductLinked, aProduct(set));
    expect(partsIn(warehouse)).toEqual(['SET prd_mug 1', 'SET prd_tee 2']);
    warehouse.hears(ProductLinked, aProduct({ ...set, sku: 'SET-2' }));
    expect(partsIn(warehouse)).toEqual(['SET-2 prd_mug 1', 'SET-2 prd_tee 2']);
  });

  it('waits for a part that is not linked yet', () => {
    const warehouse = Warehouse.stocked('10');
    expect(() => warehouse.hears(KitDefined, aKit())).toThrow('prd_mug, a part of kit prd_set, is not linked yet');
    expect(partsIn(warehouse)).toEqual([]);
  });

  it('replaces the one before; what is no part any more is free of it', () => {
    const warehouse = withParts();
    warehouse.hears(KitDefined, aKit());
    warehouse.hears(KitDefined, aKit({ components: [{ productId: 'prd_mug', quantity: pieces('3') }] }));
    expect(partsIn(warehouse)).toEqual(['null prd_mug 3', 'null prd_tee 0']);
    expect(flags(warehouse)).toMatchObject({ prd_tee: { inKits: false }, prd_mug: { inKits: true } });
    warehouse.hears(KitDefined, aKit({ components: [] }));
    expect(flags(warehouse)).toMatchObject({ prd_set: { isKit: false }, prd_mug: { inKits: false } });
  });

  it('leaves a part flagged that another kit is made of, too', () => {
    const warehouse = withParts();
    warehouse.hears(KitDefined, aKit());
    warehouse.hears(
      KitDefined,
      aKit({ productId: 'prd_other', components: [{ productId: 'prd_tee', quantity: pieces('1') }] }),
    );
    warehouse.hears(KitDefined, aKit({ components: [] }));
    expect(flags(warehouse)).toMatchObject({ prd_tee: { inKits: true }, prd_mug: { inKits: false } });
  });

  it('with a part in packs takes as many of the unit as the packs hold', () => {
    const warehouse = withParts();
    const packs = [{ unit: 'box', contains: pieces('6') }];
    warehouse.hears(ProductLinked, aProduct({ ...mug, packs: packs as never }));
    const quantity = { amount: decimal('2'), unit: 'box' };
    warehouse.hears(KitDefined, aKit({ components: [{ productId: 'prd_mug', quantity }] }));
    expect(partsIn(warehouse)).toEqual(['null prd_mug 12']);
  });

  it.each([
    ['0', 'kit prd_set takes 0 unit of prd_tee: a part is taken more than zero times'],
    ['-1', 'kit prd_set takes -1 unit of prd_tee'],
  ])('that takes %s of a part is refused', (amount, message) => {
    const kit = aKit({ components: [{ productId: 'prd_tee', quantity: pieces(amount) }] });
    expect(() => withParts().hears(KitDefined, kit)).toThrow(message);
  });

  it('that names a part twice, or in a unit it has not, is refused', () => {
    const tee = { productId: 'prd_tee', quantity: pieces('1') };
    expect(() => withParts().hears(KitDefined, aKit({ components: [tee, tee] }))).toThrow('names prd_tee twice');
    const inKg = { productId: 'prd_tee', quantity: { amount: decimal('1'), unit: 'kg' } };
    expect(() => withParts().hears(KitDefined, aKit({ components: [inKg] }))).toThrow('kept in unit, not in kg');
  });

  it('of a product as a part of itself is not taken: the kit keeps the parts it had', () => {
    const warehouse = withParts();
    warehouse.hears(KitDefined, aKit());
    const said = warehouse.hears(KitDefined, aKit({ components: [{ productId: 'prd_set', quantity: pieces('1') }] }));
    expect(said).toMatchObject([{ name: 'ExceptionRaised', kind: 'KIT_CONFLICT', facts: { cause: 'ITSELF' } }]);
    expect(partsIn(warehouse)).toEqual(['null prd_mug 1', 'null prd_tee 2']);
  });

  it('with a kit inside, or of a product that is inside one, is not taken', () => {
    const warehouse = withParts();
    warehouse.hears(ProductLinked, aProduct(set));
    warehouse.hears(KitDefined, aKit());
    const hamper = aKit({ productId: 'prd_hamper', components: [{ productId: 'prd_set', quantity: pieces('1') }] });
    expect(warehouse.hears(KitDefined, hamper)).toMatchObject([
      { kind: 'KIT_CONFLICT', facts: { cause: 'PART_IS_KIT' } },
    ]);
    const tee = aKit({ productId: 'prd_tee', components: [{ productId: 'prd_mug', quantity: pieces('1') }] });
    expect(warehouse.hears(KitDefined, tee)).toMatchObject([
      { kind: 'KIT_CONFLICT', subject: 'prd_tee', facts: { cause: 'KIT_IS_PART', other: 'prd_set' } },
    ]);
    expect(partsIn(warehouse)).toEqual(['SET prd_mug 1', 'SET prd_tee 2']);
  });
});

describe('a definition that conflicts with another', () => {
  const hamper = (occurredAt: typeof now) =>
    aKit({
      meta: { occurredAt },
      productId: 'prd_hamper',
      components: [{ productId: 'prd_set', quantity: pieces('1') }],
    });

  it('waits for ten minutes, in which the other may change, too', () => {
    const warehouse = withParts();
    warehouse.hears(ProductLinked, aProduct(set));
    warehouse.hears(KitDefined, aKit());
    expect(() => warehouse.hears(KitDefined, hamper(now))).toThrow(
      'kit prd_hamper waits for prd_set to be defined anew',
    );
    const then = (now - 600_000_000) as typeof now;
    expect(warehouse.hears(KitDefined, hamper(then))).toMatchObject([{ kind: 'KIT_CONFLICT' }]);
  });

  it('is taken once the other has changed', () => {
    const warehouse = withParts();
    warehouse.hears(ProductLinked, aProduct(set));
    warehouse.hears(KitDefined, aKit());
    const waiting = hamper(now);
    expect(() => warehouse.hears(KitDefined, waiting)).toThrow('waits');
    warehouse.hears(KitDefined, aKit({ components: [] }));
    expect(warehouse.hears(KitDefined, waiting)).toEqual([]);
    expect(flags(warehouse)).toMatchObject({ prd_hamper: { isKit: true }, prd_set: { isKit: false, inKits: true } });
  });

  it('with itself waits for nothing', () => {
    const kit = aKit({ meta: { occurredAt: now }, components: [{ productId: 'prd_set', quantity: pieces('1') }] });
    expect(withParts().hears(KitDefined, kit)).toMatchObject([{ facts: { cause: 'ITSELF' } }]);
  });
});

describe('a change of stock', () => {
  it('of a part asks for a review; of a product that is none does not', () => {
    const warehouse = withParts();
    warehouse.hears(CycleCountCompleted, aCount({ countedAt: aCount().countedAt, counted: pieces('9') }));
    expect(warehouse.memory.all(availabilityReviews)).toEqual([]);
    warehouse.hears(KitDefined, aKit());
    warehouse.hears(CycleCountCompleted, aCount({ counted: pieces('8') }));
    expect(warehouse.memory.all(availabilityReviews).map(({ productId }) => productId)).toEqual(['prd_set', 'prd_tee']);
  });
});

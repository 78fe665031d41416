import {
  CycleCountCompleted,
  KitDefined,
  LocationLinked,
  OrderCancelled,
  OrderCreated,
  ProductLinked,
} from '@penstock/contracts';
import { canonicalId } from '@penstock/domain';
import { incoming, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCancellation, aCount, aLine, aLocation, anOrder, aProduct, pieces } from '../events.fixture.js';
import { onKitDefined } from '../kits/kit-defined.js';
import { migrations } from '../migrations/index.js';
import { handlers } from '../warehouse.fixture.js';
import { Availability } from './availability.js';
import { type Caller, orderIdOf, readClaim } from './claim-body.js';
import { Claims } from './claims.js';

const shop: Caller = { entity: 'main', channel: 'demo-shop', destination: 'shopify:demo-shop' };

let service: ServiceUnderTest;
let claims: Claims;
beforeAll(async () => {
  service = await serviceUnderTest({
    ...{ url: await freshDatabase(), service: 'inventory-propagator', migrations },
    handlers: [...handlers.filter(({ id }) => id !== onKitDefined.id), onKitDefined],
  });
  claims = new Claims(service.units);
});
beforeEach(async () => {
  await service.empty();
  await service.hears(incoming(LocationLinked, aLocation()), incoming(ProductLinked, aProduct()));
  await service.hears(incoming(CycleCountCompleted, aCount({ counted: pieces('5') })));
});
afterAll(() => service?.close());

const claimOf = (body: object) => readClaim(Buffer.from(JSON.stringify(body)), shop, Date.now());
const ask = (orderReference: string, quantity: number, more: object = {}) =>
  claims.claim(
    claimOf({ orderReference, lines: [{ lineReference: `${orderReference}-1`, sku: 'TEE', quantity, ...more }] }),
    shop,
  );
const give = (orderReference: string) =>
  claims.release({ orderId: orderIdOf(shop, orderReference), orderReference }, shop);
const find = (orderReference: string) => claims.find(orderIdOf(shop, orderReference), orderReference);
const reserved = async () =>
  (await service.query<{ reserved: string }>('SELECT reserved::text FROM product'))[0]?.reserved;
const said = async () =>
  (await service.query<{ type: string }>('SELECT event_type AS type FROM outbox ORDER BY id')).map(({ type }) =>
    type.split('.').at(-1),
  );

describe('a claim', () => {
  it('is granted out of what is there, said, and found again', async () => {
    const outcome = await ask('1001', 3);
    expect(outcome).toMatchObject({
      kind: 'reserved',
      isNew: true,
      refused: [],
      reservation: {
        order: 'open',
        lines: [{ lineReference: '1001-1', sku: 'TEE', promised: '3', state: 'reserved' }],
      },
    });
    expect(await reserved()).toBe('3');
    expect((await said()).slice(-2).sort()).toEqual(['AvailabilityChanged', 'StockReserved']);
    expect(await find('1001')).toMatchObject({ orderReference: '1001', lines: [{ promised: '3' }] });
    expect(await find('1002')).toBeUndefined();
  });

  it('asked for again is the same reservation; with other lines it is contradicted', async () => {
    await ask('1001', 3);
    const before = await said();
    expect(await ask('1001', 3)).toMatchObject({
      kind: 'reserved',
      isNew: false,
      reservation: { lines: [{ promised: '3' }] },
    });
    expect(await ask('1001', 2)).toMatchObject({ kind: 'contradicted', reservation: { lines: [{ quantity: '3' }] } });
    expect(await reserved()).toBe('3');
    expect(await said()).toEqual(before);
  });

  it('that gets nothing leaves nothing, and says what there is', async () => {
    await ask('1001', 3);
    const before = await said();
    const outcome = await ask('1002', 3);
    expect(outcome).toMatchObject({ kind: 'refused', refused: [{ index: 0, trouble: 'insufficient-stock' }] });
    expect(outcome.kind === 'refused' && outcome.refused[0]?.available?.toFixed()).toBe('2');
    expect(await find('1002')).toBeUndefined();
    expect([await reserved(), await said()]).toEqual(['3', before]);
  });

  it.each([
    ['an unknown product', { sku: 'HAT' }, 'unknown-product'],
    ['an unknown product id', { sku: undefined, productId: 'prd_none' }, 'unknown-product'],
    ['a unit that is none of it', { unit: 'kg' }, 'unit-mismatch'],
    ['a part of a piece', { quantity: '1.5' }, 'quantity-not-allowed'],
  ])('for %s is refused as that', async (_, line, trouble) => {
    expect(await ask('1001', 1, line)).toMatchObject({ kind: 'refused', refused: [{ trouble }] });
    expect(await find('1001')).toBeUndefined();
    expect(await service.query('SELECT product_id FROM product')).toHaveLength(1);
  });

  it('with one line that can never be reserved is refused whole', async () => {
    const lines = [
      { lineReference: '1', sku: 'TEE', quantity: 1 },
      { lineReference: '2', sku: 'TEE', quantity: '1.5' },
    ];
    // In one transaction with another, which must find everything as it was.
    const [mistaken, other] = await Promise.all([
      claims.claim(claimOf({ orderReference: '1001', lines }), shop),
      ask('1002', 5),
    ]);
    expect(mistaken).toMatchObject({ kind: 'refused', refused: [{ index: 1, trouble: 'quantity-not-allowed' }] });
    expect(other).toMatchObject({ kind: 'reserved' });
    expect([await reserved(), await find('1001')]).toEqual(['5', undefined]);
  });

  it('is confirmed by the order of the same reference, which reserves nothing more', async () => {
    await ask('1001', 3);
    const orderId = orderIdOf(shop, '1001');
    const lineId = canonicalId('orl', 'main', shop.destination, '1001-1');
    await service.hears(
      incoming(OrderCreated, anOrder({ orderId, lines: [aLine({ lineId, quantity: pieces('3') })] })),
    );
    expect(await reserved()).toBe('3');
    expect(await find('1001')).toMatchObject({ order: 'created', expiresAt: null, lines: [{ promised: '3' }] });
    expect(await give('1001')).toMatchObject({ kind: 'order-created' });
    expect(await ask('1001', 3)).toMatchObject({ kind: 'reserved', isNew: false });
  });

  it('is refused once its order was cancelled', async () => {
    await service.hears(incoming(OrderCancelled, aCancellation({ orderId: orderIdOf(shop, '1001'), lines: null })));
    expect(await ask('1001', 3)).toEqual({ kind: 'order-cancelled' });
  });

  it('for a kit takes its parts', async () => {
    const kit = aProduct({ productId: 'prd_kit', sku: 'KIT', barcode: null });
    const components = [{ productId: 'prd_tee', quantity: pieces('2') }];
    const meta = kit.meta;
    await service.hears(incoming(ProductLinked, kit));
    await service.hears(
      incoming(KitDefined, { meta: { ...meta, aggregateId: 'prd_kit' }, productId: 'prd_kit', components }),
    );
    expect(await new Availability(service.units).of('demo-shop', ['KIT', 'HAT', 'TEE'])).toMatchObject({
      items: [
        { sku: 'KIT', available: 2 },
        { sku: 'HAT', productId: null, available: 0 },
        { sku: 'TEE', available: 5 },
      ],
    });
    expect(await ask('1001', 2, { sku: 'KIT' })).toMatchObject({
      kind: 'reserved',
      reservation: { lines: [{ promised: '2' }] },
    });
    expect(await ask('1002', 1, { sku: 'KIT' })).toMatchObject({ kind: 'refused' });
    expect(await service.query(`SELECT reserved::text FROM product WHERE product_id = 'prd_tee'`)).toEqual([
      { reserved: '4' },
    ]);
  });
});

describe('a release', () => {
  it('gives everything back, once, and what was given back may be asked for again', async () => {
    await ask('1001', 5);
    expect(await ask('1002', 1)).toMatchObject({ kind: 'refused' });
    expect(await give('1001')).toMatchObject({
      kind: 'released',
      reservation: { lines: [{ promised: '0', state: 'released' }] },
    });
    const after = await said();
    expect(await give('1001')).toMatchObject({ kind: 'released' });
    expect(await said()).toEqual(after);
    expect(await ask('1002', 1)).toMatchObject({ kind: 'reserved' });
    expect(await ask('1001', 4)).toMatchObject({ kind: 'reserved', isNew: true });
    expect(await reserved()).toBe('5');
  });

  it('of what was never reserved is unknown', async () => {
    expect(await give('1001')).toEqual({ kind: 'unknown' });
  });
});

it('a thousand at once for five pieces get five, in a few transactions', async () => {
  const outcomes = await Promise.all(Array.from({ length: 1000 }, (_, i) => ask(`many-${i}`, 1)));
  expect(outcomes.filter(({ kind }) => kind === 'reserved')).toHaveLength(5);
  expect(outcomes.filter(({ kind }) => kind === 'refused')).toHaveLength(995);
  expect(await reserved()).toBe('5');
});

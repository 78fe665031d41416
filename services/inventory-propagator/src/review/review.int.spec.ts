import {
  AvailabilityChanged,
  CycleCountCompleted,
  KitDefined,
  LocationLinked,
  OrderCreated,
  ProductLinked,
} from '@penstock/contracts';
import { decimal, instantOfMillis, uuid7 } from '@penstock/domain';
import { Loops, UnitsOfWork, Wake } from '@penstock/messaging';
import { incoming, plainCodec, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { aCount, aKit, aLine, aLocation, anOrder, aProduct, pieces } from '../events.fixture.js';
import { migrations } from '../migrations/index.js';
import { rulesOf } from '../rules/rules.js';
import { announce } from '../stock/announce.js';
import { lockStocks } from '../stock/lock-stocks.js';
import { handlers } from '../warehouse.fixture.js';
import { ExpectedGoodsLoop } from './expected-goods-loop.js';
import { ReviewLoop } from './review-loop.js';
import { reviewProducts } from './review-products.js';

let service: ServiceUnderTest;
let loop: ReviewLoop;
const rows = <T = Record<string, unknown>>(sql: string, values: unknown[] = []) => service.query<T>(sql, values);

const mug = { productId: 'prd_mug', sku: 'MUG' };
const set = { productId: 'prd_set', sku: 'SET', name: 'Gift set' };
const location = incoming(LocationLinked, aLocation());
const parts = [incoming(ProductLinked, aProduct()), incoming(ProductLinked, aProduct(mug))];
const kit = incoming(ProductLinked, aProduct(set));
const definition = incoming(KitDefined, aKit());
/** Ten T-shirts, of which a set takes two, and seven mugs. */
const counts = [
  incoming(CycleCountCompleted, aCount()),
  incoming(CycleCountCompleted, aCount({ productId: 'prd_mug', counted: pieces('7') })),
];

const reviewed = async (from = loop) => {
  while (await from.turn());
};
const offer = async () => {
  const [row] = await rows<{ quantity: number; told: boolean }>(
    `SELECT quantity, desired_version > 0 AS told FROM product_listing WHERE ref = '99'`,
  );
  return row?.told ? row.quantity : null;
};
const announced = async () =>
  (await service.outbox(AvailabilityChanged))
    .filter(({ event }) => event.productId === 'prd_set')
    .map(({ event }) => `${event.previousAvailable.amount.toFixed()} > ${event.available.amount.toFixed()}`);

beforeAll(async () => {
  service = await serviceUnderTest({
    url: await freshDatabase(),
    service: 'inventory-propagator',
    handlers,
    migrations,
  });
});
afterAll(() => service?.close());
beforeEach(async () => {
  await service.empty();
  loop = new ReviewLoop(service.units, 'main');
  await rows(`INSERT INTO product_listing (destination, ref, product_id, sku, buffer, quantity, sold, desired_version, priority)
    VALUES ('shopify:demo-shop', '99', 'prd_set', 'SET', 0, 0, 0, 0, 1)`);
});

describe('the review of a kit', () => {
  it('offers and announces as many as its parts allow, and follows them', async () => {
    await service.hears(location, ...parts, ...counts, kit, definition);
    await reviewed();
    expect([await offer(), await announced()]).toEqual([5, ['0 > 5']]);
    await service.hears(incoming(CycleCountCompleted, aCount({ productId: 'prd_mug', counted: pieces('3') })));
    await reviewed();
    expect([await offer(), await announced()]).toEqual([3, ['0 > 5', '5 > 3']]);
    expect(await rows('SELECT FROM availability_review')).toEqual([]);
  });

  it.each([
    ['before its product', [location, ...parts, definition, kit, ...counts]],
    ['after its product', [location, ...parts, kit, definition, ...counts]],
    ['after everything else', [location, ...parts, ...counts, kit, definition]],
    ['before its parts', [location, definition, kit, ...counts, ...parts]],
  ])('comes to the same where its definition comes %s', async (_, events) => {
    await service.hears(...events);
    await reviewed();
    await service.retryAll();
    await reviewed();
    expect([await offer(), (await announced()).at(-1)]).toEqual([5, '0 > 5']);
  });

  it('comes to the same where a part becomes a kit before it is none any more', async () => {
    await service.hears(location, ...parts, ...counts, kit, definition);
    const meta = { occurredAt: instantOfMillis(Date.now()) };
    const three = [{ productId: 'prd_mug', quantity: pieces('3') }];
    await service.hears(incoming(KitDefined, aKit({ meta, productId: 'prd_tee', components: three })));
    expect(await rows('SELECT state FROM parked')).toEqual([{ state: 'waiting' }]);
    const seven = [{ productId: 'prd_mug', quantity: pieces('7') }];
    await service.hears(incoming(KitDefined, aKit({ meta, components: seven })));
    await service.retryAll();
    await reviewed();
    expect(await rows('SELECT FROM parked')).toEqual([]);
    expect(await rows('SELECT product_id, announced::text FROM product WHERE is_kit ORDER BY 1')).toEqual([
      { product_id: 'prd_set', announced: '1' },
      { product_id: 'prd_tee', announced: '2' },
    ]);
  });

  it('tells nobody anything while nothing is known of a part', async () => {
    await service.hears(location, ...parts, counts[0] as (typeof counts)[0], kit, definition);
    await reviewed();
    expect([await offer(), await announced()]).toEqual([null, []]);
  });

  it('takes the offer back when the product is no kit any more', async () => {
    await service.hears(location, ...parts, ...counts, kit, definition);
    await reviewed();
    await service.hears(incoming(KitDefined, aKit({ components: [] })));
    await reviewed();
    expect([await offer(), await announced()]).toEqual([0, ['0 > 5', '5 > 0']]);
  });

  it('goes on in the trace of the part that changed', async () => {
    await service.hears(location, ...parts, ...counts, kit, definition);
    await reviewed();
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const count = aCount({ productId: 'prd_mug', counted: pieces('1') });
    await service.hears(incoming(CycleCountCompleted, count, { traceparent: `00-${traceId}-b7ad6b7169203331-01` }));
    await reviewed();
    const [said] = (await service.outbox(AvailabilityChanged))
      .filter(({ event }) => event.productId === 'prd_set')
      .slice(-1);
    expect(said?.traceparent).toContain(traceId);
    expect(await rows(`SELECT traceparent FROM product_listing WHERE ref = '99'`)).toEqual([
      { traceparent: expect.stringContaining(traceId) },
    ]);
  });

  it('changes nothing when it is done twice', async () => {
    await service.hears(location, ...parts, ...counts, kit, definition);
    await reviewed();
    const before = await rows('SELECT * FROM product_listing');
    await rows(`INSERT INTO availability_review VALUES ('prd_set', now()), ('prd_tee', now()), ('prd_mug', now())`);
    await reviewed();
    expect([await rows('SELECT * FROM product_listing'), await announced()]).toEqual([before, ['0 > 5']]);
  });
});

describe('a commit', () => {
  /** What any handler does, in a process whose loops sleep for hours where nobody wakes them. */
  async function mugsCounted(units: UnitsOfWork, onHand: string): Promise<void> {
    const source = { system: 'spec', channel: null };
    const cause = { entity: 'main', source, correlationId: 'spec', causationId: null, mode: 'live' as const };
    await units.run(cause, async (unit) => {
      const before = (await lockStocks(unit, ['prd_mug'])).get('prd_mug');
      if (!before) throw new Error('no stock');
      const after = { ...before, product: { ...before.product, onHand: decimal(onHand) } };
      const given = { now: unit.now, newId: uuid7, traceparent: null };
      const { save, events } = announce(before, after, given, 'live', rulesOf([]));
      unit.save(...save);
      for (const event of events) unit.emit(event);
    });
  }

  it('wakes the review at once: no look by the clock is needed', async () => {
    await service.hears(location, ...parts, ...counts, kit, definition);
    const wake = new Wake();
    const units = new UnitsOfWork(service.database, plainCodec, 'inventory-propagator', wake);
    const loops = new Loops(wake, 3_600_000);
    loops.start([new ReviewLoop(units, 'main')]);
    try {
      await vi.waitFor(async () => expect(await announced()).toEqual(['0 > 5']));
      await mugsCounted(units, '3');
      await vi.waitFor(async () => expect(await announced()).toEqual(['0 > 5', '5 > 3']));
    } finally {
      await loops.stop();
    }
  });
});

describe('a review that dies between its locks and its commit', () => {
  it('leaves everything as it was, and the next one does it', async () => {
    await service.hears(location, ...parts, ...counts, kit, definition);
    const asked = [{ productId: 'prd_set', traceparent: null }];
    await expect(
      service.units.run(undefined, async (unit) => {
        await reviewProducts(unit, 'main', asked);
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    expect([await offer(), await announced()]).toEqual([null, []]);
    expect(await rows(`SELECT product_id FROM availability_review WHERE product_id = 'prd_set'`)).toHaveLength(1);
    await reviewed();
    expect([await offer(), await announced()]).toEqual([5, ['0 > 5']]);
  });

  it('whose connection is cut by the server goes on with another', async () => {
    await service.hears(location, ...parts, ...counts, kit, definition);
    await expect(
      service.units.run(undefined, async (unit) => {
        await reviewProducts(unit, 'main', [{ productId: 'prd_set', traceparent: null }]);
        await unit.transaction.query('SELECT pg_terminate_backend(pg_backend_pid())');
      }),
    ).rejects.toThrow();
    await reviewed();
    expect([await offer(), await announced()]).toEqual([5, ['0 > 5']]);
  });
});

describe('two replicas under load', () => {
  it('lock in one order, say each number once, and end with the right one', async () => {
    await service.hears(location, ...parts, kit, definition);
    for (const productId of ['prd_tee', 'prd_mug'])
      await service.hears(incoming(CycleCountCompleted, aCount({ productId, counted: pieces('400') })));
    let over = false;
    const replicas = [loop, new ReviewLoop(service.unitsOn(service.database), 'main')].map(async (replica) => {
      while (!over) await replica.turn();
    });
    const skus = ['TEE', 'MUG'];
    await Promise.all(
      [0, 1, 2].map(async (partition) => {
        for (let n = 0; n < 20; n += 1) {
          const lines = skus.map((sku, i) =>
            aLine({ lineId: `orl_${partition}_${n}_${i}`, sku, quantity: pieces('1') }),
          );
          const order = anOrder({ orderId: `ord_${partition}_${n}`, lines: n % 2 ? lines : lines.reverse() });
          await service.hearsOn(partition, incoming(OrderCreated, order));
        }
      }),
    );
    over = true;
    await Promise.all(replicas);
    await reviewed();
    // 340 of each are left: of T-shirts a set takes two.
    expect(await offer()).toBe(170);
    const said = await announced();
    expect(said.at(-1)).toMatch(/ > 170$/);
    for (const [i, step] of said.entries()) if (i > 0) expect(step.split(' > ')[0]).toBe(said[i - 1]?.split(' > ')[1]);
    expect(await rows('SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()')).toEqual([
      { deadlocks: 0 },
    ]);
  });
});

describe('goods that are expected', () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const mugs = async () => {
    const [row] = await rows<{ quantity: number }>(`SELECT quantity FROM product_listing WHERE ref = '83'`);
    return row?.quantity;
  };
  const asked = () => rows('SELECT product_id FROM availability_review');

  it('come into the days of a rule by the clock: their products are reviewed once a day', async () => {
    await rows(`INSERT INTO product_listing (destination, ref, product_id, sku, buffer, quantity, sold, desired_version, priority)
      VALUES ('shopify:demo-shop', '83', 'prd_mug', 'MUG', 0, 0, 0, 0, 1)`);
    await service.hears(location, ...parts, ...counts);
    await rows(`UPDATE product SET expected = '{"${day(3)}": "20", "${day(9)}": "50"}' WHERE product_id = 'prd_mug'`);
    await new ExpectedGoodsLoop(service.units).turn();
    expect(await asked()).toEqual([]); // no rule sells them before they are here
    await rows(`INSERT INTO rule_set VALUES ('entity', 1, '{"defaults":{"preorderDays":7}}')`);
    const daily = new ExpectedGoodsLoop(service.units);
    await daily.turn();
    expect(await asked()).toEqual([{ product_id: 'prd_mug' }]);
    await reviewed();
    expect(await mugs()).toBe(27);
    await daily.turn();
    expect(await asked()).toEqual([]);
  });
});

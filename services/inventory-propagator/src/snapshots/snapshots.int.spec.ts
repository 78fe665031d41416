import { CycleCountCompleted, LocationLinked, OrderCreated, ProductLinked } from '@penstock/contracts';
import { incoming, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readProposals } from '../balancing/read-proposals.js';
import { aCount, aLine, aLocation, anOrder, aProduct, pieces } from '../events.fixture.js';
import { migrations } from '../migrations/index.js';
import { handlers } from '../warehouse.fixture.js';
import { BusinessDays } from './business-day.js';
import { readSnapshot, readSnapshots } from './read-snapshots.js';
import { SnapshotLoop } from './snapshot-loop.js';

const PRODUCTS = ['prd_a', 'prd_b', 'prd_c', 'prd_d', 'prd_e'];

let service: ServiceUnderTest;
let now: Date;
beforeAll(async () => {
  service = await serviceUnderTest({
    ...{ url: await freshDatabase(), service: 'inventory-propagator', handlers, migrations },
  });
});
beforeEach(async () => {
  now = new Date('2026-11-22T00:30:00Z');
  await service.empty();
  await service.query('DELETE FROM stock_snapshot_run');
  await service.hears(
    incoming(LocationLinked, aLocation()),
    ...PRODUCTS.flatMap((productId) => [
      incoming(ProductLinked, aProduct({ productId, sku: productId })),
      incoming(CycleCountCompleted, aCount({ productId, counted: pieces('7') })),
    ]),
  );
});
afterAll(() => service?.close());

const loopOf = (zone = 'UTC') =>
  new SnapshotLoop(service.units, { days: new BusinessDays(zone), keepDays: 2, slice: 2 }, () => now);
const work = async (loop: SnapshotLoop) => {
  let turns = 0;
  while (await loop.turn()) turns += 1;
  return turns;
};
const page = (day: string, limit = 100, after?: string) => readSnapshot(service.units, day, { limit, after });

describe('the snapshot of a day', () => {
  it('is taken once the day has ended where the company is, in slices, and once', async () => {
    await work(loopOf('America/New_York'));
    expect(await readSnapshots(service.units, 10)).toMatchObject([{ day: '2026-11-20', rows: 5 }]);
    expect(await work(loopOf())).toBeGreaterThan(3);
    expect(await work(loopOf())).toBe(0);
    expect(await readSnapshots(service.units, 10)).toMatchObject([
      { day: '2026-11-21', rows: 5, finishedAt: expect.any(String) as string },
      { day: '2026-11-20' },
    ]);
  });

  it('says every balance, and what is promised without a location', async () => {
    await service.hears(incoming(OrderCreated, anOrder({ lines: [aLine({ sku: 'prd_b', quantity: pieces('2') })] })));
    await service.query(`UPDATE stock_level SET reserved = 1 WHERE product_id = 'prd_b'`);
    await work(loopOf());
    expect((await page('2026-11-21'))?.items.filter(({ productId }) => productId === 'prd_b')).toMatchObject([
      { locationId: '', onHand: '0', reserved: '1' },
      { locationId: 'loc_main', onHand: '7', reserved: '1', sku: 'prd_b', unit: 'unit' },
    ]);
  });

  it('is read in pages, and not before it is whole', async () => {
    const loop = loopOf();
    await loop.turn();
    expect(await page('2026-11-21')).toBeUndefined();
    await work(loop);
    const first = await page('2026-11-21', 3);
    expect(first?.items.map(({ productId }) => productId)).toEqual(['prd_a', 'prd_b', 'prd_c']);
    const second = await page('2026-11-21', 3, first?.next ?? '');
    expect(second?.items.map(({ productId }) => productId)).toEqual(['prd_d', 'prd_e']);
    expect(second?.next).toBeNull();
  });

  it('is taken up where another process left it, and by one at a time', async () => {
    await loopOf().turn();
    const [left] = await service.query('SELECT last_product_id FROM stock_snapshot_run');
    expect(left).toEqual({ last_product_id: 'prd_b' });
    await Promise.all([work(loopOf()), work(loopOf())]);
    expect(await readSnapshots(service.units, 1)).toMatchObject([{ rows: 5 }]);
  });

  it('is forgotten after its time, with its rows', async () => {
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']) {
      now = new Date(`${day}T12:00:00Z`);
      await work(loopOf());
    }
    expect((await readSnapshots(service.units, 10)).map(({ day }) => day)).toEqual(['2026-11-22', '2026-11-21']);
    expect(await service.query('SELECT DISTINCT day::text FROM stock_snapshot ORDER BY 1')).toEqual([
      { day: '2026-11-21' },
      { day: '2026-11-22' },
    ]);
  });
});

it('transfers are proposed where one location has promised what another has', async () => {
  const store = { locationId: 'loc_store', name: 'ST/Stock' };
  await service.hears(
    incoming(LocationLinked, aLocation(store)),
    incoming(CycleCountCompleted, aCount({ productId: 'prd_c', locationId: 'loc_store', counted: pieces('1') })),
  );
  await service.query(`UPDATE stock_level SET reserved = 4 WHERE product_id = 'prd_c' AND location_id = 'loc_store'`);
  expect(await readProposals(service.units, { limit: 10 })).toEqual({
    items: [
      {
        ...{ productId: 'prd_c', sku: 'prd_c', fromLocation: aLocation().name, toLocation: 'ST/Stock' },
        ...{ quantity: '3', unit: 'unit' },
      },
    ],
    next: null,
  });
});

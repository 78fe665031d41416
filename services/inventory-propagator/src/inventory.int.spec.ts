import {
  type AnyEvent,
  CycleCountCompleted,
  type EventType,
  LocationLinked,
  OrderCreated,
  ProductLinked,
  ShipmentConfirmed,
  StockAdjusted,
} from '@penstock/contracts';
import { DesiredStateLoop } from '@penstock/messaging';
import { type Incoming, incoming, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { startTelemetry, type Telemetry } from '@penstock/observability';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from './channels/channel.js';
import { aCount, aLine, aLocation, anAdjustment, anOrder, aProduct, aShipment, pieces } from './events.fixture.js';
import { channelListings } from './listing-mapping/channel-listing.js';
import { ChannelsFileLoop } from './listing-mapping/channels-file-loop.js';
import { MappingLoop } from './listing-mapping/mapping-loop.js';
import { FakeShop } from './listings/fake-shop.fixture.js';
import { ShopifyListings } from './listings/shopify-listings.js';
import { migrations } from './migrations/index.js';
import { buffers, handlers, mappings } from './warehouse.fixture.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const destination = 'shopify:demo-shop';
const cause = {
  entity: 'main',
  source: { system: destination, channel: 'demo-shop' },
  correlationId: destination,
  causationId: null,
  mode: 'live',
} as const;
const elsewhere = { source: { system: 'woocommerce:demo-woo', channel: 'demo-woo' } };

let service: ServiceUnderTest;
let telemetry: Telemetry;
let shop: FakeShop;
let loop: DesiredStateLoop<never>;

const rows = <T = Record<string, unknown>>(sql: string) => service.query<T>(sql);
const balance = async () =>
  rows('SELECT product_id, on_hand::text, reserved::text, announced::text FROM product ORDER BY 1');

const delivery = <T extends AnyEvent>(type: EventType<T>, event: T) =>
  incoming(type, event, { traceparent: `00-${TRACE}-b7ad6b7169203331-01` });
const deliver = (partition: number, ...events: Incoming[]) => service.hearsOn(partition, ...events);

const push = async () => {
  await loop.turn();
  await loop.settled();
};

beforeAll(async () => {
  telemetry = startTelemetry({ service: 'inventory-propagator', version: 'spec' });
  service = await serviceUnderTest({
    url: await freshDatabase(),
    service: 'inventory-propagator',
    handlers,
    migrations,
  });
});
afterAll(async () => {
  await service.close();
  await telemetry.shutdown();
});
beforeEach(async () => {
  await service.empty();
  await service.units.run(undefined, async (unit) => unit.save(...mappings.map((row) => channelListings.save(row))));
  shop = new FakeShop({ 82: 0, 83: 0 });
  loop = new DesiredStateLoop(service.units, new ShopifyListings(destination, '70', shop, 0, 'main'), cause) as never;
  await deliver(0, delivery(LocationLinked, aLocation()), delivery(ProductLinked, aProduct()));
});

describe('one order on a real database', () => {
  it('is reserved, said and pushed in the trace it came with', async () => {
    await deliver(0, delivery(CycleCountCompleted, aCount()));
    await push();
    expect(shop.available.get('82')).toBe(10);
    await deliver(0, delivery(OrderCreated, anOrder()));
    shop.available.set('82', 8); // the shop has lowered it with the sale
    expect(await rows(`SELECT quantity, traceparent FROM product_listing WHERE ref = '82'`)).toEqual([
      { quantity: 8, traceparent: expect.stringContaining(TRACE) },
    ]);
    await push();
    expect(shop.pushes.at(-1)?.quantities).toEqual([{ inventoryItemId: '82', quantity: 8, changeFromQuantity: 8 }]);
    const said = (await service.outbox()).map(({ name, traceparent }) => ({
      name,
      traceId: traceparent?.slice(3, 35),
    }));
    expect(said).toEqual(
      ['AvailabilityChanged', 'StockReserved', 'AvailabilityChanged'].map((name) => ({ name, traceId: TRACE })),
    );
    await deliver(0, delivery(ShipmentConfirmed, aShipment()));
    expect(await balance()).toEqual([{ product_id: 'prd_tee', on_hand: '8', reserved: '0', announced: '8' }]);
  });

  it('waits with its stock for a location that comes later', async () => {
    const count = aCount({ locationId: 'loc_new' });
    await deliver(0, delivery(CycleCountCompleted, count));
    expect(await rows('SELECT state FROM parked')).toEqual([{ state: 'waiting' }]);
    await deliver(0, delivery(LocationLinked, aLocation({ locationId: 'loc_new' })));
    await service.retryAll();
    expect(await balance()).toMatchObject([{ on_hand: '10', announced: '10' }]);
  });

  it('has after a start the listings that the channels file names, and no others', async () => {
    await deliver(0, delivery(CycleCountCompleted, aCount()));
    await rows('DELETE FROM product_listing');
    await rows(`INSERT INTO product_listing (destination, ref, product_id, sku, buffer, quantity, sold, desired_version, priority)
      VALUES ('shopify:demo-shop', '99', 'prd_tee', 'TEE', 0, 10, 0, 1, 1)`);
    const shops = [
      { destination: 'shopify:demo-shop', buffer: 0, listings: [{ sku: 'TEE', ref: '82' }] },
      { destination: 'woocommerce:demo-woo', buffer: 1, listings: [{ sku: 'TEE', ref: '501/511' }] },
    ] as unknown as Channel[];
    for (const loop of [new ChannelsFileLoop(service.units, shops), new MappingLoop(service.units, buffers, 'main')])
      while (await loop.turn());
    expect(await rows('SELECT destination, quantity FROM product_listing ORDER BY 1')).toEqual([
      { destination: 'shopify:demo-shop', quantity: 10 },
      { destination: 'woocommerce:demo-woo', quantity: 9 },
    ]);
  });
});

describe('everything at once on a real database', () => {
  it('promises no piece twice, deadlocks nowhere, and tells the shop what is left', async () => {
    await deliver(0, delivery(ProductLinked, aProduct({ productId: 'prd_mug', sku: 'MUG' })));
    for (const productId of ['prd_tee', 'prd_mug'])
      await deliver(0, delivery(CycleCountCompleted, aCount({ productId, counted: pieces('50') })));
    const skus = [
      ['TEE', 'MUG'],
      ['MUG', 'TEE'],
    ];
    const orders = Array.from({ length: 120 }, (_, n) =>
      anOrder({
        orderId: `ord_${n}`,
        meta: elsewhere,
        lines: (skus[n % 2] ?? []).map((sku, i) => aLine({ lineId: `orl_${n}_${i}`, sku, quantity: pieces('1') })),
      }),
    );
    const partitions = [0, 1, 2, 3, 4].map(async (partition) => {
      const own = orders.filter((_, n) => n % 5 === partition);
      for (let i = 0; i < own.length; i += 6) {
        await deliver(partition, ...own.slice(i, i + 6).map((order) => delivery(OrderCreated, order)));
        const productId = partition % 2 ? 'prd_tee' : 'prd_mug';
        const sku = partition % 2 ? 'TEE' : 'MUG';
        await deliver(partition, delivery(ProductLinked, aProduct({ productId, sku })));
        await deliver(partition, delivery(StockAdjusted, anAdjustment({ productId, delta: pieces('1') })));
      }
    });
    let over = false;
    const pushing = (async () => {
      while (!over) await push();
    })();
    await Promise.all(partitions);
    over = true;
    await pushing;
    while (
      (
        await rows(
          `SELECT FROM product_listing WHERE destination = '${destination}' AND desired_version > confirmed_version`,
        )
      ).length > 0
    )
      await push();

    const state = await rows<Record<string, number>>(`
      SELECT product_id, p.on_hand::int, p.reserved::int, l.quantity AS offered,
        (SELECT sum(reserved)::int FROM reservation r WHERE r.product_id = p.product_id) AS promised,
        (SELECT count(*)::int FROM reservation r WHERE r.product_id = p.product_id AND state = 'rejected') AS rejected
      FROM product p JOIN product_listing l USING (product_id) WHERE destination = '${destination}' ORDER BY 1`);
    expect(state).toMatchObject([
      { product_id: 'prd_mug', on_hand: 62 },
      { product_id: 'prd_tee', on_hand: 58 },
    ]);
    for (const { on_hand = 0, reserved = 0, promised, rejected = 0, offered } of state) {
      expect(reserved).toBe(promised);
      expect(reserved + rejected).toBe(120);
      expect(on_hand - reserved).toBeGreaterThanOrEqual(0);
      expect(offered).toBe(on_hand - reserved);
    }
    expect([shop.available.get('83'), shop.available.get('82')]).toEqual(state.map(({ offered }) => offered));
    expect(await rows('SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()')).toEqual([
      { deadlocks: 0 },
    ]);
    expect(await rows(`SELECT state, count(*)::int FROM inbox WHERE state IN ('parked', 'dead') GROUP BY 1`)).toEqual(
      [],
    );
  });

  it('reserves a line whose product is linked at the same moment, whichever comes first', async () => {
    await deliver(0, delivery(CycleCountCompleted, aCount({ productId: 'prd_mug', counted: pieces('100') })));
    for (let n = 0; n < 20; n += 1) {
      const sku = `MUG-${n}`;
      const order = anOrder({
        orderId: `ord_${n}`,
        lines: [aLine({ lineId: `orl_${n}`, sku, quantity: pieces('1') })],
      });
      const product = aProduct({ productId: 'prd_mug', sku });
      await Promise.all([deliver(1, delivery(OrderCreated, order)), deliver(2, delivery(ProductLinked, product))]);
    }
    expect(await rows('SELECT state, count(*)::int FROM reservation GROUP BY 1')).toEqual([
      { state: 'reserved', count: 20 },
    ]);
    expect(await balance()).toMatchObject([{ product_id: 'prd_mug', reserved: '20', announced: '80' }, {}]);
  });
});

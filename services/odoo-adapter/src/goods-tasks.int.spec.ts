import { createOdooClient, type OdooClient } from '@penstock/connector-odoo';
import { ReturnReceived, ShipmentReported, StockCounted } from '@penstock/contracts';
import { canonicalId, decimal, instantOfMillis } from '@penstock/domain';
import { HttpAmbiguous } from '@penstock/http';
import type { Task } from '@penstock/messaging';
import { aMeta, crashDuringTask, type Incoming, incoming } from '@penstock/messaging/testing';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdapterUnderTest, SYSTEM } from './adapter-under-test.fixture.js';
import { deliverShipment } from './delivery/deliver-shipment.js';
import { demoMappings } from './mapping/mapping.fixture.js';
import { locationIdOf, productIdOf } from './odoo-system.js';
import { OpenCalls } from './open-calls/open-calls.js';
import { aLine, anOrder } from './order.fixture.js';
import { bookReturn } from './return/book-return.js';
import { applyCount } from './stock-count/apply-count.js';

type Deps = Parameters<typeof applyCount>[0];

/** One kind of write, made as often as it has steps to die at: each time for an order, or a count, of its own. */
interface Kind {
  readonly name: string;
  /** What is to be so in Odoo before the nth report. */
  prepare(adapter: AdapterUnderTest, n: number): Promise<void>;
  report(adapter: AdapterUnderTest, n: number): Incoming;
  task(deps: Deps): Task<unknown, unknown>;
  /** What the nth report came to in Odoo. */
  cameTo(adapter: AdapterUnderTest, n: number): unknown;
  /** The same where it happened once. */
  readonly once: unknown;
}

const orderOf = (n: number) =>
  anOrder({ number: String(n), lines: [aLine({ id: String(n), sku: 'TEE-BLACK-M', quantity: '3', price: '24.90' })] });
const pieces = (amount: string) => ({ amount: decimal(amount), unit: 'unit' });
const lineOf = (n: number) => orderOf(n).lines[0]?.lineId ?? '';
const justNow = () => instantOfMillis(Date.now());
const shelfOf = (adapter: AdapterUnderTest) => Number(adapter.inOdoo('stock.warehouse')[0]?.['lot_stock_id'] instanceof Array ? (adapter.inOdoo('stock.warehouse')[0]?.['lot_stock_id'] as number[])[0] : 0); // prettier-ignore
const moved = (adapter: AdapterUnderTest, n: number) =>
  adapter
    .inOdoo('stock.move', [['sale_line_id.order_id.client_order_ref', '=', `#${n}`]])
    .map(({ state, quantity, origin_returned_move_id: back }) => `${back ? 'back' : 'out'} ${String(state)} ${String(quantity)}`)
    .sort(); // prettier-ignore
const order = async (adapter: AdapterUnderTest, n: number) => {
  await adapter.take(orderOf(n));
  await adapter.finish();
};

const kinds: readonly Kind[] = [
  {
    name: 'the delivery of a part',
    prepare: order,
    report: (_, n) =>
      incoming(ShipmentReported, {
        ...{ meta: aMeta(), shipmentId: canonicalId('shp', 'main', '3pl', String(n)), orderId: orderOf(n).orderId },
        shippedAt: justNow(),
        lines: [{ orderLineId: lineOf(n), quantity: pieces('1') }],
        ...{ remainder: 'BACKORDER', carrier: null, trackingNumber: 'T-1' },
      }),
    task: deliverShipment,
    cameTo: moved,
    once: ['out assigned 2', 'out done 1'],
  },
  {
    name: 'the return of a part',
    async prepare(adapter, n) {
      await order(adapter, n);
      adapter.ship();
    },
    report: (_, n) =>
      incoming(ReturnReceived, {
        ...{ meta: aMeta(), returnId: canonicalId('ret', 'main', '3pl', String(n)), orderId: orderOf(n).orderId },
        receivedAt: justNow(),
        lines: [{ orderLineId: lineOf(n), quantity: pieces('1'), condition: 'RESALEABLE' }],
        locationId: null,
      }),
    task: bookReturn,
    cameTo: moved,
    once: ['back done 1', 'out done 3'],
  },
  {
    name: 'a count',
    prepare: async () => undefined,
    report: (adapter, n) =>
      incoming(StockCounted, {
        ...{ meta: aMeta(), countId: canonicalId('cnt', 'main', 'store', String(n)) },
        productId: productIdOf(SYSTEM, adapter.productId('TEE-BLACK-M')),
        locationId: locationIdOf(SYSTEM, shelfOf(adapter)),
        ...{ counted: pieces('100'), countedAt: justNow(), reference: null },
      }),
    task: applyCount,
    cameTo: (adapter, n) => [
      adapter.inOdoo('stock.move', [['reference', 'like', canonicalId('cnt', 'main', 'store', String(n))]]).length,
      adapter.inOdoo('stock.quant', [['product_id', '=', adapter.productId('TEE-BLACK-M')], ['location_id', '=', shelfOf(adapter)]]).map(({ quantity }) => quantity), // prettier-ignore
    ],
    once: [1, [100]],
  },
];

/** Counts the calls of Odoo, and is cut off at one of them: before it got there, or before its answer was heard. */
function cutOff(client: OdooClient, at: { call: number; heard: boolean }): { client: OdooClient; calls: () => number } {
  let calls = 0;
  const step = async <T>(make: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls !== at.call) return make();
    if (at.heard) await make();
    throw new HttpAmbiguous('ECONNRESET', { client: 'odoo', method: 'POST', path: '/jsonrpc' });
  };
  const cut: OdooClient = {
    ...client,
    call: (...given) => step(() => client.call(...given)),
    searchRead: (...given) => step(() => client.searchRead(...given)),
    readAll: (...given) => step(() => client.readAll(...given)),
  };
  return { client: cut, calls: () => calls };
}

const trials = kinds.flatMap((kind) => ([18, 19] as const).map((version) => ({ ...kind, version })));

describe.each(trials)('$name in Odoo $version', ({ version, prepare, report, task, cameTo, once }) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;
  let client: OdooClient;

  beforeAll(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    // Here a call that was cut off is over, one way or the other: nothing has to be waited for.
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase(), { odooRequestLimitMs: 0 });
    client = createOdooClient(odoo);
    await adapter.poll();
  });
  afterAll(async () => {
    client?.close();
    await adapter?.close();
    await odoo?.stop();
  });

  const withClient = (of: OdooClient) => {
    const { database } = adapter.service;
    const calls = new OpenCalls(database, 0);
    return task({ odoo: of, database, calls, mappings: demoMappings(client), system: SYSTEM, concurrency: 1 });
  };
  /** Reports the nth of them, and lets a process try it that is cut off. @returns how many calls it made */
  const tryOnce = async (n: number, at: { call: number; heard: boolean }) => {
    await prepare(adapter, n);
    await adapter.service.hears(report(adapter, n));
    const [waiting] = await adapter.rows(`SELECT payload FROM task WHERE state = 'waiting'`);
    const cut = cutOff(client, at);
    const attempt = { number: 1, naturalKey: '', cause: {} as never, signal: new AbortController().signal };
    const trying = withClient(cut.client).perform(waiting?.['payload'], attempt);
    await (at.call === 0 ? trying : expect(trying).rejects.toMatchObject({ code: 'ODOO_ANSWER_LOST' }));
    return cut.calls();
  };

  it('happens once, at whichever call its process dies, heard by Odoo or not', { timeout: 240_000 }, async () => {
    const calls = await tryOnce(100, { call: 0, heard: true });
    expect(calls).toBeGreaterThan(7);
    await adapter.finish();
    expect(cameTo(adapter, 100)).toEqual(once);
    let n = 100;
    for (let call = 1; call <= calls; call += 1) {
      for (const heard of [false, true]) {
        n += 1;
        await tryOnce(n, { call, heard });
        await adapter.finish();
        expect({ call, heard, cameTo: cameTo(adapter, n) }).toEqual({ call, heard, cameTo: once });
      }
    }
    expect(await adapter.said('ExceptionRaised')).toEqual([]);
  });

  it('is written down once, wherever the process dies that does it', async () => {
    await tryOnce(99, { call: 0, heard: true });
    const farSide = { forget: () => undefined, effects: () => cameTo(adapter, 99) };
    await crashDuringTask(adapter.service, withClient(client), farSide);
    expect(cameTo(adapter, 99)).toEqual(once);
  });
});

import {
  type AnyEvent,
  CycleCountCompleted,
  type EventType,
  ExceptionRaised,
  ListingLinked,
  LocationLinked,
  ProductLinked,
} from '@penstock/contracts';
import { instant } from '@penstock/domain';
import {
  type AdminApi,
  incoming,
  openAdminApi,
  type ServiceUnderTest,
  serviceUnderTest,
} from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCount, aListing, aLocation, aProduct } from '../events.fixture.js';
import { migrations } from '../migrations/index.js';
import { buffers, handlers } from '../warehouse.fixture.js';
import { applyMappings } from './apply-mappings.js';
import { channelListings } from './channel-listing.js';
import { listingsSection } from './listings-section.js';
import { MappingLoop } from './mapping-loop.js';

const token = 'operator-'.repeat(4);
const SHOP = 'shopify:demo-shop';
const mug = aProduct({ productId: 'prd_mug', sku: 'MUG', name: 'Mug' });
const row = { destination: SHOP, ref: '82', sku: 'TEE', barcode: null, title: null };

let service: ServiceUnderTest;
let api: AdminApi;
let loop: MappingLoop;

const rows = <T = Record<string, unknown>>(sql: string) => service.query<T>(sql);
const mapped = async (one = loop) => {
  while (await one.turn());
};
const hears = <T extends AnyEvent>(type: EventType<T>, ...events: T[]) =>
  service.hears(...events.map((event) => incoming(type, event)));
/** `82 prd_tee 10`: listing, product, and what the channel is to be told. */
const listed = async () =>
  (
    await rows<{ text: string }>(
      `SELECT ref || ' ' || product_id || ' ' || quantity AS text FROM product_listing ORDER BY ref`,
    )
  ).map(({ text }) => text);
const problems = async () => rows('SELECT ref, problem FROM channel_listing WHERE problem IS NOT NULL ORDER BY ref');
const said = async () =>
  (await service.outbox(ExceptionRaised)).map(
    ({ event }) => `${event.severity} ${event.facts['problem'] ?? event.kind}`,
  );

async function ask(method: 'GET' | 'POST', path: string, body?: object) {
  const response = await fetch(`${api.url}/v1/listings${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const part = (...given: object[]) => ({
  ...{ importId: '01a1ff8d-0000-7000-8000-000000000001', file: 'shop.csv', actor: 'ada', reason: 'go-live' },
  rows: given.map((one, i) => ({ ...row, line: i + 2, ...one })),
});

beforeAll(async () => {
  service = await serviceUnderTest({
    url: await freshDatabase(),
    service: 'inventory-propagator',
    handlers,
    migrations,
  });
  api = await openAdminApi(
    service.deadLetters,
    { port: 0, host: '127.0.0.1', token, readToken: undefined },
    listingsSection(service.units, buffers),
  );
});
beforeEach(async () => {
  await service.empty();
  loop = new MappingLoop(service.units, buffers, 'main');
  await hears(LocationLinked, aLocation());
  await hears(ProductLinked, aProduct(), mug);
  await hears(CycleCountCompleted, aCount(), aCount({ productId: 'prd_mug' }));
});
afterAll(async () => {
  await api?.close();
  await service?.close();
});

describe('an import', () => {
  it('takes what is good, and names every other row with its line and a remedy', async () => {
    const { status, body } = await ask('POST', '/imports', part(
      {},
      { destination: 'shopify:demo-shp', ref: '83' },
      { ref: 'gid://shopify/InventoryItem/83' },
      { ref: '83', sku: null },
      { ref: '82', sku: 'MUG' },
      { ref: '84', sku: 'HAT' },
    )); // prettier-ignore
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ taken: 2, unchanged: 0 },
      refused: [
        {
          line: 3,
          problem: 'there is no channel shopify:demo-shp in the channels file',
          remedy: 'did you mean shopify:demo-shop?',
        },
        { line: 4, problem: '"gid://shopify/InventoryItem/83" is no listing of shopify:demo-shop' },
        { line: 5, problem: 'it has neither SKU nor barcode' },
        { line: 6, problem: expect.stringMatching(/^two products are mapped to one listing: .* TEE, this one MUG$/) },
      ],
    });
    await mapped();
    expect(await listed()).toEqual(['82 prd_tee 10']);
    expect(await problems()).toEqual([{ ref: '84', problem: 'UNKNOWN_SKU' }]);
  });

  it('that is sent again, because its answer was lost, changes nothing and is counted once', async () => {
    await ask('POST', '/imports', part({}));
    await mapped();
    const before = await rows('SELECT * FROM product_listing');
    expect((await ask('POST', '/imports', part({}))).body).toEqual({ taken: 0, unchanged: 1, refused: [] });
    await mapped();
    expect(await rows('SELECT * FROM product_listing')).toEqual(before);
    expect(await rows('SELECT file, actor, reason, taken::int, unchanged::int FROM listing_import')).toEqual([
      { file: 'shop.csv', actor: 'ada', reason: 'go-live', taken: 1, unchanged: 0 },
    ]);
  });

  it('finds a product by its barcode alone, whatever its length', async () => {
    await hears(ProductLinked, aProduct({ productId: 'prd_hat', sku: 'HAT', barcode: '036000291452' }));
    await hears(CycleCountCompleted, aCount({ productId: 'prd_hat' }));
    await ask('POST', '/imports', part({ sku: null, barcode: '0036000291452' }));
    await mapped();
    expect(await listed()).toEqual(['82 prd_hat 10']);
  });

  it('is refused as a whole where it is no import at all', async () => {
    const { status, body } = await ask('POST', '/imports', { ...part({}), reason: ' ' });
    expect([status, body['title']]).toEqual([400, 'The request is not understood']);
  });
});

describe('a listing', () => {
  it('with an unknown SKU waits, and an exception does with it, until its product comes', async () => {
    await hears(ListingLinked, aListing({ sku: 'HAT' }));
    await mapped();
    expect([await listed(), await said()]).toEqual([[], ['ERROR UNKNOWN_SKU']]);
    await hears(ProductLinked, aProduct({ productId: 'prd_hat', sku: 'HAT' }));
    await mapped();
    expect([await listed(), await said()]).toEqual([['82 prd_hat 0'], ['ERROR UNKNOWN_SKU', 'INFO UNKNOWN_SKU']]);
    expect(await problems()).toEqual([]);
  });

  it('goes over to another product with all that is known of what the channel shows', async () => {
    await hears(ListingLinked, aListing());
    await mapped();
    await rows('UPDATE product_listing SET told = 10, sold = 3, confirmed_version = desired_version');
    await hears(ListingLinked, aListing({ sku: 'MUG', meta: { occurredAt: instant('2025-11-21T10:00:00Z') } }));
    await mapped();
    expect(await rows('SELECT product_id, sku, told, sold FROM product_listing')).toEqual([
      { product_id: 'prd_mug', sku: 'MUG', told: 10, sold: 3 },
    ]);
  });

  it('whose SKU nobody has any more offers nothing', async () => {
    await hears(ListingLinked, aListing());
    await mapped();
    await hears(ProductLinked, aProduct({ sku: 'TEE-OLD' }));
    await mapped();
    expect([await listed(), await problems()]).toEqual([['82 prd_tee 0'], [{ ref: '82', problem: 'UNKNOWN_SKU' }]]);
  });

  it('under two SKUs goes on as it was until a person decides, who is written down', async () => {
    await hears(ListingLinked, aListing());
    await mapped();
    await ask('POST', '/imports', part({ sku: 'MUG' }));
    await mapped();
    expect([await listed(), await said()]).toEqual([['82 prd_tee 10'], ['ERROR TWO_SKUS']]);
    const decision = { destination: SHOP, ref: '82', sku: 'MUG', actor: 'ada', reason: 'it is the mug' };
    expect((await ask('POST', '/decisions', decision)).body).toMatchObject({ sku: 'MUG', before: 'TEE' });
    await mapped();
    expect([await listed(), await said()]).toEqual([['82 prd_mug 10'], ['ERROR TWO_SKUS', 'INFO TWO_SKUS']]);
    expect((await ask('GET', `/decisions?destination=${SHOP}&ref=82`)).body).toMatchObject({
      items: [{ actor: 'ada', reason: 'it is the mug', before: 'TEE', sku: 'MUG' }],
    });
  });

  it('that is mapped to two products stands for neither', async () => {
    await hears(ProductLinked, aProduct({ productId: 'prd_mug', sku: 'MUG', barcode: '96385074' }));
    await hears(ListingLinked, aListing({ barcode: '96385074' }));
    await mapped();
    expect([await listed(), await said()]).toEqual([[], ['ERROR TWO_PRODUCTS']]);
  });

  it('that the channel deleted is taken out, as soon as no push of it is under way', async () => {
    await hears(ListingLinked, aListing());
    await mapped();
    await rows(`UPDATE product_listing SET leased_until = now() + interval '1 minute'`);
    await hears(ListingLinked, aListing({ active: false }));
    expect(await loop.turn()).toBe(false);
    expect(await listed()).toEqual(['82 prd_tee 10']);
    await rows(`UPDATE product_listing SET leased_until = 'epoch'`);
    await mapped();
    expect(await listed()).toEqual([]);
    expect((await ask('GET', '?state=deleted')).body).toMatchObject({ items: [{ ref: '82', active: false }] });
  });
});

describe('a decision', () => {
  it('that the channel has a listing no more takes it out, until somebody names it again', async () => {
    await ask('POST', '/imports', part({}));
    await mapped();
    const gone = { destination: SHOP, ref: '82', sku: null, ended: true, actor: 'ada', reason: 'replaced' };
    expect((await ask('POST', '/decisions', gone)).status).toBe(200);
    await mapped();
    expect(await listed()).toEqual([]);
    expect((await ask('GET', `/decisions?destination=${SHOP}&ref=82`)).body).toMatchObject({
      items: [{ ended: true, actor: 'ada', reason: 'replaced' }],
    });
    await ask('POST', '/imports', part({}));
    await mapped();
    expect(await listed()).toEqual(['82 prd_tee 10']);
  });

  it.each([
    ['for a SKU that nobody has', { sku: 'TEEE' }, 'No product has the SKU TEEE.'],
    ['about a channel that nobody knows', { destination: 'shopify:demo-shpo' }, 'Did you mean shopify:demo-shop?'],
  ])('%s is refused, and says what to do', async (_, given, words) => {
    const asked = { destination: SHOP, ref: '82', sku: 'MUG', actor: 'ada', reason: 'spec', ...given };
    const { status, body } = await ask('POST', '/decisions', asked);
    expect([status, body['detail']]).toEqual([422, expect.stringContaining(words)]);
    expect(await rows('SELECT FROM listing_decision')).toEqual([]);
  });
});

describe('whatever comes first', () => {
  const listing = incoming(ListingLinked, aListing({ sku: 'HAT', barcode: '036000291452' }));
  const hat = incoming(ProductLinked, aProduct({ productId: 'prd_hat', sku: 'HAT', barcode: '036000291452' }));
  const count = incoming(CycleCountCompleted, aCount({ productId: 'prd_hat' }));

  it.each([
    ['listing, product, count', [listing, hat, count]],
    ['listing, count, product', [listing, count, hat]],
    ['product, listing, count', [hat, listing, count]],
    ['product, count, listing', [hat, count, listing]],
    ['count, listing, product', [count, listing, hat]],
    ['count, product, listing', [count, hat, listing]],
  ])('%s end the same, also where each comes twice', async (_, events) => {
    for (const event of [...events, ...events]) {
      await service.hears(event);
      await mapped();
    }
    expect([await listed(), await problems()]).toEqual([['82 prd_hat 10'], []]);
  });
});

describe('the mapping loop', () => {
  it('that dies between its locks and its commit leaves everything as it was', async () => {
    await hears(ListingLinked, aListing());
    const killed = service.units.run(undefined, async (unit) => {
      const one = await unit.lock(channelListings.one({ destination: SHOP, ref: '82' }));
      await applyMappings(unit, [one], { bySku: new Map([['TEE', 'prd_tee']]), buffers, entity: 'main' });
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await listed()).toEqual([]);
    await mapped();
    expect(await listed()).toEqual(['82 prd_tee 10']);
  });

  it('and products and listings that change at the same moment never wait in a circle, and end right', async () => {
    const swap = (n: number) => (n % 2 ? ['TEE', 'MUG'] : ['MUG', 'TEE']);
    let over = false;
    const replicas = [loop, new MappingLoop(service.unitsOn(service.database), buffers, 'main')].map(async (one) => {
      while (!over) await one.turn();
    });
    const products = async () => {
      for (let n = 0; n < 20; n += 1) {
        const barcode = n % 3 ? '96385074' : null;
        await service.hearsOn(1, incoming(ProductLinked, aProduct({ barcode })), incoming(ProductLinked, mug));
      }
    };
    const listings = async (partition: number) => {
      for (let n = 0; n < 20; n += 1) {
        const events = swap(n + partition).map((sku, i) => aListing({ ref: `${partition}${i}`, sku }));
        await service.hearsOn(partition, ...events.map((event) => incoming(ListingLinked, event)));
      }
    };
    await Promise.all([products(), listings(2), listings(3)]);
    over = true;
    await Promise.all(replicas);
    await mapped();
    expect(
      await rows(`SELECT l.ref FROM channel_listing l JOIN product_listing p USING (destination, ref)
      JOIN product q ON q.product_id = p.product_id
      WHERE l.pending OR l.product_id <> p.product_id OR l.listed_under <> p.product_id OR q.sku <> l.sku OR p.sku <> l.sku OR p.quantity <> 10`),
    ).toEqual([]);
    expect(await listed()).toHaveLength(4);
    expect(await rows('SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()')).toEqual([
      { deadlocks: 0 },
    ]);
  });
});

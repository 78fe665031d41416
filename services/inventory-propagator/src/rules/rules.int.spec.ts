import { CycleCountCompleted, LocationLinked, ProductLinked, StockAdjusted } from '@penstock/contracts';
import { uuid7 } from '@penstock/domain';
import {
  type AdminApi,
  incoming,
  openAdminApi,
  type ServiceUnderTest,
  serviceUnderTest,
} from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCount, aLocation, anAdjustment, aProduct } from '../events.fixture.js';
import { migrations } from '../migrations/index.js';
import { ReviewLoop } from '../review/review-loop.js';
import { announce } from '../stock/announce.js';
import { lockStocks } from '../stock/lock-stocks.js';
import { handlers } from '../warehouse.fixture.js';
import { ApplyRulesLoop } from './apply-rules-loop.js';
import { rulesFrom } from './rules.js';
import { rulesSection } from './rules-section.js';

const token = 'operator-'.repeat(4);
let service: ServiceUnderTest;
let api: AdminApi;
const rows = <T = Record<string, unknown>>(sql: string) => service.query<T>(sql);

async function ask(method: string, path: string, body?: object) {
  const answer = await fetch(`${api.url}/v1/availability-rules${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const by = { actor: 'ada', reason: 'autumn' };
const set = (document: string, more: object = {}) => ask('PUT', '', { document, ...by, ...more });

/** Runs until all listings are computed with the rules in force. */
const applied = async (loop = new ApplyRulesLoop(service.units, 'main')) => {
  while (await loop.turn());
};
const offers = async () =>
  Object.fromEntries(
    (await rows<{ place: string; quantity: number }>('SELECT destination AS place, quantity FROM product_listing')).map(
      ({ place, quantity }) => [place, quantity],
    ),
  );

beforeAll(async () => {
  service = await serviceUnderTest({
    url: await freshDatabase(),
    service: 'inventory-propagator',
    handlers,
    migrations,
  });
  const access = { port: 0, host: '127.0.0.1', token, readToken: undefined };
  api = await openAdminApi(
    service.deadLetters,
    access,
    rulesSection(service.units, [{ name: 'demo-shop' }, { name: 'demo-woo' }]),
  );
});
afterAll(async () => {
  await api.close();
  await service.close();
});

/** Ten T-shirts, listed at both channels. */
beforeEach(async () => {
  await service.empty(); // which leaves alone what takes no change
  await rows('ALTER TABLE rule_set_version DISABLE TRIGGER append_only');
  await rows('TRUNCATE rule_set_version');
  await rows('ALTER TABLE rule_set_version ENABLE TRIGGER append_only');
  await rows(`INSERT INTO product_listing (destination, ref, product_id, sku, buffer, quantity, sold, desired_version, priority)
    VALUES ('shopify:demo-shop', '82', 'prd_tee', 'TEE', 0, 0, 0, 0, 1), ('woocommerce:demo-woo', '501/511', 'prd_tee', 'TEE', 1, 0, 0, 0, 1)`);
  await service.hears(
    incoming(LocationLinked, aLocation()),
    incoming(ProductLinked, aProduct()),
    incoming(CycleCountCompleted, aCount()),
  );
});

describe('the admin API of the rules', () => {
  it('sets them, and the listings follow', async () => {
    expect(await offers()).toEqual({ 'shopify:demo-shop': 10, 'woocommerce:demo-woo': 9 });
    const { status, body } = await set('channels: { demo-shop: { share: 0.6 }, demo-woo: { buffer: 3 } }');
    expect([status, body]).toEqual([200, { version: 1, changed: true, warnings: [] }]);
    expect((await ask('GET', '')).body).toMatchObject({
      inForce: { version: 1, ...by },
      progress: { listings: 2, outstanding: 2 },
    });
    await applied();
    expect(await offers()).toEqual({ 'shopify:demo-shop': 6, 'woocommerce:demo-woo': 7 });
    expect((await ask('GET', '')).body).toMatchObject({ progress: { listings: 2, outstanding: 0 } });
  });

  it('keeps every version with who and why, and brings an earlier one back as a new one', async () => {
    await set('defaults: { cap: 4 }');
    await set('defaults: { cap: 2 }', { reason: 'sale' });
    expect((await set('defaults: { cap: 2 }')).body).toEqual({ version: 2, changed: false, warnings: [] });
    expect((await ask('POST', '/rollback', { version: 1, actor: 'bob', reason: 'sale over' })).body).toMatchObject({
      version: 3,
    });
    const { body } = await ask('GET', '/history?limit=2');
    expect(body).toMatchObject({
      items: [
        { version: 3, actor: 'bob', restores: 1 },
        { version: 2, reason: 'sale', restores: null },
      ],
      next: 2,
    });
    expect((await ask('GET', '/history?before=2')).body).toMatchObject({ items: [{ version: 1 }], next: null });
    expect((await ask('GET', '/history/3')).body).toMatchObject({ document: 'defaults: { cap: 4 }' });
    await applied();
    expect(await offers()).toEqual({ 'shopify:demo-shop': 4, 'woocommerce:demo-woo': 4 });
    for (const change of [
      'DELETE FROM rule_set_version',
      `UPDATE rule_set_version SET reason = 'x'`,
      'TRUNCATE rule_set_version',
    ])
      await expect(rows(change)).rejects.toThrow('never changed or deleted');
  });

  it('names everything that is wrong, and changes nothing', async () => {
    expect(await set('channels: { demo-sho: { cap: -1 } }')).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/channels/demo-sho/cap' }] },
    });
    const unknown = await set('channels: { demo-sho: { locationOrder: [WH/Stok] } }');
    expect(unknown).toMatchObject({
      status: 422,
      body: {
        errors: [
          { pointer: '/channels/demo-sho', detail: expect.stringContaining('did you mean demo-shop') },
          { pointer: '/channels/demo-sho/locationOrder/0', detail: expect.stringContaining('did you mean WH/Stock?') },
        ],
      },
    });
    expect((await set('', { reason: ' ' })).status).toBe(400);
    expect((await ask('POST', '/rollback', { version: 9, ...by })).status).toBe(404);
    expect((await ask('GET', '/history/9')).status).toBe(404);
    expect((await ask('GET', '/history/x')).status).toBe(400);
    expect(await rows('SELECT FROM rule_set_version')).toEqual([]);
  });

  it('refuses a decision about rules that are in force no more', async () => {
    await set('defaults: { cap: 4 }', { ifVersion: 0 });
    expect(await set('defaults: { cap: 5 }', { ifVersion: 0 })).toMatchObject({ status: 409, body: { version: 1 } });
    const both = await Promise.all([5, 6].map((cap) => set(`defaults: { cap: ${cap} }`, { ifVersion: 1 })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('tells before what would change, part by part, and changes nothing', async () => {
    await service.hears(incoming(ProductLinked, aProduct({ productId: 'prd_mug', sku: 'MUG' })));
    await rows(`INSERT INTO product_listing (destination, ref, product_id, sku, buffer, quantity, sold, desired_version, priority)
      VALUES ('shopify:demo-shop', '83', 'prd_mug', 'MUG', 0, 0, 0, 0, 1)`);
    const document = 'channels: { demo-shop: { cap: 3 }, demo-woo: { buffer: 20 } }\nskus: { NEW: { cap: 1 } }';
    const first = await ask('POST', '/preview', { document, products: 1 });
    expect(first.body).toMatchObject({ next: 'prd_mug', largest: [], warnings: [{ pointer: '/skus/NEW' }] });
    const second = await ask('POST', '/preview', { document, products: 10, after: 'prd_mug' });
    expect(second.body).toMatchObject({
      channels: [
        { destination: 'shopify:demo-shop', listings: 1, more: 0, fewer: 1, soldOut: 0 },
        { destination: 'woocommerce:demo-woo', listings: 1, more: 0, fewer: 1, soldOut: 1 },
      ],
      largest: [
        { destination: 'woocommerce:demo-woo', sku: 'TEE', from: 9, to: 0 },
        { destination: 'shopify:demo-shop', sku: 'TEE', from: 10, to: 3 },
      ],
      next: null,
    });
    expect(await rows('SELECT FROM rule_set')).toEqual([]);
    expect(await rows('SELECT ref, quantity FROM product_listing ORDER BY ref')).toEqual([
      { ref: '501/511', quantity: 9 },
      { ref: '82', quantity: 10 },
      { ref: '83', quantity: 0 },
    ]);
  });

  it('is described for callers', async () => {
    const openapi = (await (await fetch(`${api.url}/openapi.json`)).json()) as { paths: Record<string, unknown> };
    expect(Object.keys(openapi.paths)).toContain('/v1/availability-rules/preview');
  });
});

describe('applying rules', () => {
  /** So many products with a listing each. */
  async function assorted(count: number): Promise<void> {
    await rows(`INSERT INTO product (product_id, sku, name, unit, active, on_hand, reserved, announced)
      SELECT 'prd_' || n, 'S' || n, 'S', 'unit', true, 10, 0, 10 FROM generate_series(1, ${count}) n`);
    await rows(`INSERT INTO stock_level (product_id, location_id, sellable, on_hand)
      SELECT 'prd_' || n, 'loc_main', true, 10 FROM generate_series(1, ${count}) n`);
    await rows(`INSERT INTO product_listing (destination, ref, product_id, sku, buffer, quantity, sold, desired_version, priority)
      SELECT 'shopify:demo-shop', 'ref' || n, 'prd_' || n, 'S' || n, 0, 10, 0, 1, 1 FROM generate_series(1, ${count}) n`);
  }
  const done = () =>
    rows(
      `SELECT quantity, rules_version::int AS version, count(*)::int FROM product_listing WHERE ref LIKE 'ref%' GROUP BY 1, 2 ORDER BY 1`,
    );

  it('goes on after a stop where it was', async () => {
    await assorted(250);
    await set('defaults: { cap: 3 }');
    expect(await new ApplyRulesLoop(service.units, 'main').turn()).toBe(true);
    expect(await done()).toEqual([
      { quantity: 3, version: 1, count: 100 },
      { quantity: 10, version: -1, count: 150 },
    ]);
    await applied();
    expect(await done()).toEqual([{ quantity: 3, version: 1, count: 250 }]);
  });

  it('is done once by two replicas at the same time, also while the next version comes', async () => {
    await assorted(250);
    await set('defaults: { cap: 3 }');
    const loops = [new ApplyRulesLoop(service.units, 'main'), new ApplyRulesLoop(service.units, 'main')];
    await Promise.all([...loops.map((loop) => applied(loop)), set('defaults: { cap: 5 }')]);
    await applied();
    expect(await done()).toEqual([{ quantity: 5, version: 2, count: 250 }]);
    expect(await rows(`SELECT FROM outbox WHERE event_type LIKE '%AvailabilityChanged%' AND key <> 'prd_tee'`)).toEqual(
      [],
    );
  });

  it('leaves a listing that knows newer rules alone, and asks for the review of its product', async () => {
    await set('defaults: { cap: 3 }');
    await applied();
    // A process that has read the rules before they were set, and gets the lock of the product after they were applied.
    const older = rulesFrom(0n, {});
    await service.units.run(undefined, async (unit) => {
      const stock = (await lockStocks(unit, ['prd_tee'])).get('prd_tee');
      if (!stock) throw new Error('no stock');
      unit.save(...announce(stock, stock, { now: unit.now, newId: uuid7, traceparent: null }, 'live', older).save);
    });
    expect(await offers()).toEqual({ 'shopify:demo-shop': 3, 'woocommerce:demo-woo': 3 });
    expect(await rows('SELECT product_id FROM availability_review')).toEqual([{ product_id: 'prd_tee' }]);
    const review = new ReviewLoop(service.units, 'main');
    while (await review.turn());
    expect(await offers()).toEqual({ 'shopify:demo-shop': 3, 'woocommerce:demo-woo': 3 });
    expect(await rows('SELECT FROM availability_review')).toEqual([]);
  });

  it('makes rules count for movements from then on, before the listing was reached', async () => {
    await set('defaults: { safetyStock: 4 }');
    await service.hears(incoming(StockAdjusted, anAdjustment()));
    expect(await offers()).toEqual({ 'shopify:demo-shop': 11, 'woocommerce:demo-woo': 10 });
  });

  it('dies between two slices without a trace of half a slice', async () => {
    await assorted(150);
    await set('defaults: { cap: 3 }');
    const loop = new ApplyRulesLoop(service.units, 'main');
    await loop.turn();
    await rows(
      `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`,
    );
    await rows(
      `CREATE TRIGGER die BEFORE UPDATE ON product_listing FOR EACH ROW WHEN (NEW.ref = 'ref99') EXECUTE FUNCTION die()`,
    );
    await expect(loop.turn()).rejects.toThrow();
    await rows('DROP TRIGGER die ON product_listing');
    expect(await done()).toEqual([
      { quantity: 3, version: 1, count: 100 },
      { quantity: 10, version: -1, count: 50 },
    ]);
    await applied(loop);
    expect(await done()).toEqual([{ quantity: 3, version: 1, count: 150 }]);
  });

  it('goes on past a product that cannot be computed: the review does the rest of its slice', async () => {
    await assorted(150);
    await rows(`ALTER TABLE product_listing ADD CONSTRAINT broken CHECK (ref <> 'ref99' OR quantity = 10)`);
    await set('defaults: { cap: 3 }');
    await applied();
    const review = new ReviewLoop(service.units, 'main');
    while (await review.turn());
    expect(await done()).toEqual([
      { quantity: 3, version: 1, count: 149 },
      { quantity: 10, version: -1, count: 1 },
    ]);
    expect(await rows('SELECT product_id, postponed_until > now() AS later FROM availability_review')).toEqual([
      { product_id: 'prd_99', later: true },
    ]);
    await rows('ALTER TABLE product_listing DROP CONSTRAINT broken');
    await rows('UPDATE availability_review SET postponed_until = now()');
    while (await review.turn());
    expect(await done()).toEqual([{ quantity: 3, version: 1, count: 150 }]);
  });
});

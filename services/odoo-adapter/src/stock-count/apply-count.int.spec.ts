import { StockCounted } from '@penstock/contracts';
import { canonicalId, decimal, decimalText, instantOfMillis } from '@penstock/domain';
import { aMeta, incoming } from '@penstock/messaging/testing';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest, SYSTEM } from '../adapter-under-test.fixture.js';
import { locationIdOf, productIdOf } from '../odoo-system.js';

const countOf = (number: string) => canonicalId('cnt', 'main', 'store', number);

describe.each([18, 19] as const)('a count, in Odoo %i', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;
  const shelf = version === 18 ? 8 : 5;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
    await adapter.poll();
    await adapter.forget();
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  const counted = (number: string, amount: string, more: Partial<StockCounted> & { agoMs?: number } = {}) => {
    const { agoMs = 0, ...fields } = more;
    return incoming(StockCounted, {
      meta: aMeta(),
      countId: countOf(number),
      productId: productIdOf(SYSTEM, adapter.productId('MUG-ENAMEL')),
      locationId: locationIdOf(SYSTEM, shelf),
      counted: { amount: decimal(amount), unit: 'unit' },
      countedAt: instantOfMillis(Date.now() - agoMs),
      reference: null,
      ...fields,
    });
  };
  const mugs = () =>
    adapter
      .inOdoo('stock.quant', [
        ['product_id', '=', adapter.productId('MUG-ENAMEL')],
        ['location_id', '=', shelf],
      ])
      .map(({ quantity, inventory_quantity_set }) => [quantity, inventory_quantity_set]);
  /** Moves by which counts of ours were booked: how much, and as what. */
  const booked = () =>
    adapter
      .inOdoo('stock.move', [['is_inventory', '=', true], ['reference', 'like', 'cnt_']])
      .map(({ quantity, reference }) => [quantity, reference]); // prettier-ignore
  const hear = async (...counts: ReturnType<typeof counted>[]) => {
    await adapter.service.hears(...counts);
    await adapter.finish();
  };
  const states = async () =>
    (await adapter.rows('SELECT state FROM odoo_stock_count ORDER BY count_id')).map(({ state }) => state).sort();
  const refusals = async () => (await adapter.said('ExceptionRaised')).map(({ kind, facts }) => [kind, facts]);

  it('is applied once, under its own name, and comes back as a count', async () => {
    await hear(counted('1', '57', { reference: 'Inventory 2026-11' }));
    expect(mugs()).toEqual([[57, false]]);
    const name = `Inventory 2026-11 ${countOf('1')}`;
    expect(booked()).toEqual([[3, version === 18 ? `${name} (Administrator)` : name]]);
    await adapter.poll();
    expect(await adapter.adjustments()).toEqual([['-3', 'COUNT']]);
    expect(await states()).toEqual(['applied']);
  });

  it('that finds what Odoo has is applied too, by a move of nothing', async () => {
    await hear(counted('1', '60'));
    expect([mugs(), booked().length, await states()]).toEqual([[[60, false]], 1, ['applied']]);
  });

  it('of nothing empties the place', async () => {
    await hear(counted('1', '0'));
    expect(mugs()).toEqual([[0, false]]);
  });

  it('of a product that was never there makes it be there', async () => {
    adapter.makeProduct('FRESH-1');
    await adapter.poll();
    const productId = productIdOf(SYSTEM, adapter.productId('FRESH-1'));
    await hear(counted('1', '7', { productId }));
    const there = adapter.inOdoo('stock.quant', [['product_id', '=', adapter.productId('FRESH-1')], ['location_id', '=', shelf]]); // prettier-ignore
    expect(there).toMatchObject([{ quantity: 7 }]);
  });

  describe.each([
    ['when its entry was not answered', { method: 'create' }],
    ['when its application was not answered', { method: 'action_apply_inventory' }],
  ])('%s', (_, call) => {
    it('is applied once', async () => {
      odoo.setFault({ mode: 'commit-then-hang', model: 'stock.quant', ...call, times: 1 });
      await hear(counted('1', '57'));
      expect(mugs()).toEqual([[57, false]]);
      expect(booked()).toHaveLength(1);
      expect(await states()).toEqual(['applied']);
    });

    it('and Odoo is slow beyond our patience, is applied once', async () => {
      odoo.setFault({ mode: 'slow', model: 'stock.quant', ...call, ms: 500, times: 1 });
      await hear(counted('1', '57'));
      expect(mugs()).toEqual([[57, false]]);
      expect(booked()).toHaveLength(1);
    });
  });

  it.each(['concurrency', 'locked', 'down', '429'] as const)('outlasts an Odoo that is %s', async (mode) => {
    odoo.setFault({ mode, model: 'stock.quant', method: 'action_apply_inventory', times: 2 });
    await hear(counted('1', '57'));
    expect([mugs(), booked().length]).toEqual([[[57, false]], 1]);
  });

  it('is not made again where the process died after Odoo had applied it', async () => {
    await hear(counted('1', '57'));
    await adapter.rows(`UPDATE task SET state = 'waiting', ended_at = NULL WHERE name LIKE '%count'`);
    adapter.count('MUG-ENAMEL', 50, shelf);
    await adapter.finish();
    expect([mugs(), booked().length, await states()]).toEqual([[[50, false]], 1, ['applied']]);
  });

  it('of one place comes after the one before it, however late that was booked', async () => {
    openedLongAgo(adapter);
    await hear(counted('1', '55', { agoMs: 20_000 }), counted('2', '58', { agoMs: 10_000 }));
    expect([mugs(), await states()]).toEqual([[[58, false]], ['applied', 'applied']]);
    expect(odoo.requests({ method: 'action_apply_inventory' })).toHaveLength(2);
  });

  it('that is older than the last applied is refused, with both times', async () => {
    await hear(counted('1', '58'));
    await hear(counted('2', '55', { agoMs: 60_000 }));
    expect(mugs()).toEqual([[58, false]]);
    expect(await refusals()).toMatchObject([
      ['COUNT_CONFLICT', { reference: countOf('2'), lastCountId: countOf('1') }],
    ]);
  });

  it('that goods moved since is refused, with both figures', async () => {
    openedLongAgo(adapter);
    const before = counted('1', '55', { agoMs: 10_000 });
    adapter.count('MUG-ENAMEL', 59, shelf);
    await hear(before);
    expect(mugs()).toEqual([[59, false]]);
    expect(await refusals()).toMatchObject([['COUNT_CONFLICT', { counted: '55', onHand: '59', movedSince: '1' }]]);
  });

  it.each([
    ['product', { productId: 'prd_nobody' }, 'UNKNOWN_PRODUCT'],
    ['location', { locationId: 'loc_nowhere' }, 'UNKNOWN_LOCATION'],
  ])('of a %s that nobody knows goes to a person', async (_, fields, kind) => {
    await hear(counted('1', '55', fields));
    expect((await refusals()).map(([each]) => each)).toEqual([kind]);
    expect(await states()).toEqual(['refused']);
  });

  it('in another unit, or of a product with lots, goes to a person', async () => {
    await hear(counted('1', '55', { counted: { amount: decimal('55'), unit: 'kg' } }));
    adapter.person('product.product', 'write', [[adapter.productId('MUG-ENAMEL')], { tracking: 'lot' }]);
    await hear(counted('2', '55'));
    expect(await refusals()).toMatchObject([
      ['COUNT_CONFLICT', { unitInOdoo: 'unit' }],
      ['COUNT_CONFLICT', { tracking: 'lot' }],
    ]);
    expect(mugs()).toEqual([[60, false]]);
  });

  it('keeps what it counted where somebody wrote the figure over while it was applied', async () => {
    const [quant] = adapter.inOdoo('stock.quant', [['product_id', '=', adapter.productId('MUG-ENAMEL')], ['location_id', '=', shelf]]); // prettier-ignore
    odoo.setFault({ mode: 'slow', model: 'stock.quant', method: 'action_apply_inventory', ms: 200, times: 1 });
    const hearing = hear(counted('1', '55'));
    const entered = () => mugs()[0]?.[1];
    await expect.poll(entered, { interval: 5 }).toBe(true);
    adapter.person('stock.quant', 'write', [[quant?.['id']], { quantity: 40 }]);
    await hearing;
    expect([mugs(), await states()]).toEqual([[[55, false]], ['applied']]);
  });

  it('is taken back where goods moved while it was applied', async () => {
    openedLongAgo(adapter);
    odoo.setFault({ mode: 'slow', model: 'stock.quant', method: 'action_apply_inventory', ms: 200, times: 1 });
    const hearing = hear(counted('1', '55', { agoMs: 2_000 }));
    const entered = () => mugs()[0]?.[1];
    await expect.poll(entered, { interval: 5 }).toBe(true);
    const transfer = aTransferOf(adapter, shelf);
    await hearing;
    expect([mugs(), await states()]).toEqual([[[60 - transfer, false]], ['refused']]);
    expect(await refusals()).toMatchObject([['COUNT_CONFLICT', { counted: '55' }]]);
  });

  it('counts what lies in a package along', async () => {
    const product = adapter.productId('MUG-ENAMEL');
    adapter.person('stock.quant', 'create', [[{ product_id: product, location_id: shelf, quantity: 10, owner_id: 3 }]]);
    await hear(counted('1', '75'));
    const sum = mugs().reduce((total, [quantity]) => total + Number(quantity), 0);
    expect([sum, decimalText(decimal('75'))]).toEqual([75, '75']);
    await hear(counted('2', '4'));
    expect(await refusals()).toMatchObject([['COUNT_CONFLICT', { counted: '4', elsewhere: '10' }]]);
  });
});

/** The seed's own stock came in a second ago, and would be goods that moved since a count. */
function openedLongAgo(adapter: AdapterUnderTest): void {
  const ids = adapter.inOdoo('stock.move.line').map(({ id }) => id);
  adapter.person('stock.move.line', 'write', [ids, { date: '2026-01-01 00:00:00' }]);
}

/** Somebody takes mugs to another place by a transfer in Odoo. @returns how many */
function aTransferOf(adapter: AdapterUnderTest, shelf: number): number {
  const product = adapter.productId('MUG-ENAMEL');
  const order = { partner_id: 3, order_line: [[0, 0, { product_id: product, product_uom_qty: 4 }]] };
  adapter.person('sale.order', 'action_confirm', [adapter.person('sale.order', 'create', [[order]])]);
  adapter.ship();
  expect(adapter.inOdoo('stock.move', [['location_id', '=', shelf], ['state', '=', 'done']])).not.toEqual([]); // prettier-ignore
  return 4;
}

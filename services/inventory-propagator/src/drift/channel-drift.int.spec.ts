import { DriftDetected, ExceptionRaised } from '@penstock/contracts';
import { decimal, instantOfMillis } from '@penstock/domain';
import type { UnitsOfWork } from '@penstock/messaging';
import { type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../migrations/index.js';
import { askForRun } from './ask-for-run.js';
import { ChannelDriftLoop, type ChannelDriftOptions } from './channel-drift-loop.js';
import { aSettled, keep, LONG_AGO, SHOP, ShownShop } from './compared-shop.fixture.js';
import { readDriftReport, readRuns } from './drift-report.js';
import { productPrices } from './product-price.js';

const HOUR = 3_600_000_000;
const options: ChannelDriftOptions = {
  ...{ entity: 'main', policy: 'report', everyMillis: 0 },
  patience: { settle: 60_000_000, overdue: HOUR },
};
const now = () => instantOfMillis(Date.now());

let service: ServiceUnderTest;
let shop: ShownShop;

beforeAll(async () => {
  service = await serviceUnderTest({
    ...{ url: await freshDatabase(), service: 'inventory-propagator', handlers: [], migrations },
  });
});
beforeEach(async () => {
  await service.empty();
  shop = new ShownShop(2);
});
afterAll(() => service?.close());

const loop = (given: Partial<ChannelDriftOptions> = {}, units: UnitsOfWork = service.units) =>
  new ChannelDriftLoop(units, shop, { ...options, ...given });
const ask = () => askForRun(service.units, SHOP, { askedBy: 'ada', reason: 'spec' });
const turns = async (one: ChannelDriftLoop) => {
  while (await one.turn());
};
/** What was to settle has had its time. */
const settle = () => service.query(`UPDATE drift_run SET next_at = 'epoch'`);
const compare = async (given: Partial<ChannelDriftOptions> = {}) => {
  await ask();
  await turns(loop(given));
  await settle();
  await turns(loop(given));
};
const found = async () =>
  (await service.outbox(DriftDetected)).map(({ event: { listing, cause, action } }) => `${listing} ${cause} ${action}`);
const lastRun = async () => (await readRuns(service.units, SHOP, 1))[0];
const dirty = () =>
  service.query('SELECT ref FROM product_listing WHERE desired_version > confirmed_version ORDER BY 1');

/** One drift of each cause, and a listing that is as it should be. */
const drifted = [
  [aSettled('alike'), 10],
  [aSettled('changed'), 3],
  [aSettled('deleted'), null],
  [aSettled('never', { told: null, toldAt: null }), 0],
  [aSettled('overdue', { told: null, toldAt: null, confirmedVersion: 0n, wantedSince: LONG_AGO }), 0],
  [aSettled('refused', { told: 4, refusedCode: 'INVALID', refusedReason: 'no' }), 4],
] as const;
/** Whatever explains a difference, none of which is a drift. */
const inFlight = [
  [aSettled('dirty', { desiredVersion: 6n, wantedSince: now() }), 3],
  [aSettled('leased', { desiredVersion: 6n, leasedUntil: instantOfMillis(Date.now() + 60_000) }), 3],
  [aSettled('held', { holdUntil: instantOfMillis(Date.now() + 60_000) }), 3],
  [aSettled('justTold', { toldAt: now() }), 3],
  [aSettled('sold', { sold: 1 }), 9],
  [aSettled('unwanted', { desiredVersion: 0n, confirmedVersion: 0n, quantity: 0 }), 7],
] as const;

async function stand(rows: readonly (readonly [ReturnType<typeof aSettled>, number | null])[]): Promise<void> {
  await keep(service.units, ...rows.map(([row]) => row));
  for (const [{ ref }, quantity] of rows) shop.shown.set(ref, quantity);
}

describe('the comparison of a channel', () => {
  it('finds a drift of every cause, each once, and nothing of what is in flight', async () => {
    await stand([...drifted, ...inFlight]);
    await compare();
    expect((await found()).sort()).toEqual([
      'changed CHANGED_AT_CHANNEL REPORTED',
      'deleted LISTING_DELETED REPORTED',
      'never NEVER_TOLD REPORTED',
      'overdue NEVER_TOLD REPORTED',
      'refused REFUSED_BY_CHANNEL REPORTED',
    ]);
    expect(await lastRun()).toMatchObject({
      state: 'done',
      listings: 11,
      compared: 11,
      alike: 1,
      inFlight: 5,
      drifted: 5,
    });
    expect(await service.outbox(ExceptionRaised)).toHaveLength(5);
  });

  it('says a drift once while it lasts, and when it is over', async () => {
    await stand([drifted[1]]);
    await compare();
    await compare();
    expect(await found()).toHaveLength(1);
    expect(await lastRun()).toMatchObject({ drifted: 1 });
    shop.shown.set('changed', 10);
    await compare();
    const said = await service.outbox(ExceptionRaised);
    expect(said.map(({ event }) => event.severity)).toEqual(['ERROR', 'INFO']);
    expect(new Set(said.map(({ event }) => event.exceptionId)).size).toBe(1);
  });

  it('does not take the sale for a drift whose order comes before the second look', async () => {
    await stand([[aSettled('selling'), 8]]);
    await ask();
    await turns(loop());
    await keep(service.units, aSettled('selling', { quantity: 8, sold: 2, desiredVersion: 6n, wantedSince: now() }));
    await settle();
    await turns(loop());
    expect(await found()).toEqual([]);
    expect(await lastRun()).toMatchObject({ state: 'done', inFlight: 1, drifted: 0 });
  });

  it('does not take for a drift what the channel is still changing at the second look: it sells', async () => {
    await stand([[aSettled('selling'), 8]]);
    await ask();
    await turns(loop());
    shop.shown.set('selling', 7);
    await settle();
    await turns(loop());
    expect(await found()).toEqual([]);
    expect(await lastRun()).toMatchObject({ state: 'done', inFlight: 1, drifted: 0 });
  });

  it('does not take for a drift what changed while the channel was read', async () => {
    await stand([[aSettled('racing'), 3]]);
    shop.meanwhile = () =>
      keep(service.units, aSettled('racing', { quantity: 3, told: 3, desiredVersion: 7n, confirmedVersion: 7n }));
    await compare();
    expect(await found()).toEqual([]);
  });

  it('adds up causes and what they put at risk', async () => {
    await stand(drifted);
    await service.units.run(undefined, async (unit) => {
      const price = { ...(await unit.lock(productPrices.one({ productId: 'prd_changed' }))), currency: 'EUR' };
      unit.save(productPrices.save({ ...price, amount: decimal('19.99') }));
    });
    await compare();
    const { causes, drifts, runs } = await readDriftReport(service.units, [], { place: null, limit: 10 });
    expect(causes).toContainEqual({
      ...{ comparison: 'LEDGER_CHANNEL', cause: 'CHANGED_AT_CHANNEL', state: 'open', count: 1 },
      ...{ value: '139.93', currency: 'EUR', unpriced: 0 },
    });
    expect(causes).toContainEqual(expect.objectContaining({ cause: 'NEVER_TOLD', count: 2, value: null, unpriced: 2 }));
    expect(drifts[0]).toMatchObject({
      ref: 'changed',
      sku: 'SKU-changed',
      expected: '10',
      found: '3',
      value: '139.93',
    });
    expect(runs).toHaveLength(1);
  });
});

describe('the policy to repair', () => {
  it('tells the channel again whatever telling may put right, and leaves the rest to a person', async () => {
    await stand([...drifted, ...inFlight]);
    const before = await dirty();
    await compare({ policy: 'repair' });
    expect((await found()).filter((one) => one.endsWith('LEFT_TO_A_PERSON'))).toEqual([
      'deleted LISTING_DELETED LEFT_TO_A_PERSON',
    ]);
    const news = (await dirty()).filter((row) => !before.some((old) => old['ref'] === row['ref']));
    expect(news.map(({ ref }) => ref)).toEqual(['changed', 'never', 'refused']);
    expect(await lastRun()).toMatchObject({ drifted: 5, repaired: 4 });
  });
});

describe('a run', () => {
  it('that dies anywhere goes on where it was, and says each drift once', async () => {
    await stand(drifted);
    await ask();
    // Each turn is one process: it dies after it, and its lease runs out.
    for (let turn = 0; turn < 20; turn += 1) {
      await loop().turn();
      await service.query(`UPDATE drift_run SET next_at = 'epoch', leased_until = 'epoch'`);
    }
    expect(await lastRun()).toMatchObject({ state: 'done', compared: 6, drifted: 5 });
    expect(await found()).toHaveLength(5);
  });

  it('that dies between read and commit reads the page again', async () => {
    await stand(drifted);
    await ask();
    shop.meanwhile = () => Promise.reject(new Error('killed'));
    await loop().turn();
    shop.meanwhile = undefined;
    await settle();
    await turns(loop());
    await settle();
    await turns(loop());
    expect(shop.asked.slice(0, 2)).toEqual([shop.asked[1], shop.asked[0]]);
    expect(await found()).toHaveLength(5);
  });

  it('is not written by a process that was frozen past its lease', async () => {
    await stand(drifted);
    await ask();
    shop.meanwhile = async () => {
      shop.meanwhile = undefined;
      await service.query(`UPDATE drift_run SET leased_until = 'epoch'`);
      await loop().turn();
    };
    await loop().turn();
    expect(await lastRun()).toMatchObject({ compared: 2 });
  });

  it('of a channel is one at a time, and goes on by one of two replicas', async () => {
    await stand(drifted);
    expect(new Set(await Promise.all([ask(), ask(), ask()])).size).toBe(1);
    await Promise.all([turns(loop()), turns(loop())]);
    await settle();
    await Promise.all([turns(loop()), turns(loop())]);
    await turns(loop());
    expect(await lastRun()).toMatchObject({ state: 'done', compared: 6, drifted: 5 });
    expect(await found()).toHaveLength(5);
  });

  it('waits as long as the channel asks for, and is tried again after an outage', async () => {
    await stand(drifted);
    await ask();
    shop.instead.push({ kind: 'later', afterMillis: 60_000, reason: 'throttled' }, new Error('connection reset'));
    expect(await loop().turn()).toBe(false);
    expect(await loop().turn()).toBe(false);
    expect(shop.asked).toHaveLength(1);
    expect(await lastRun()).toMatchObject({ state: 'reading', trouble: 'throttled', compared: 0 });
    await settle();
    await loop().turn();
    expect(await lastRun()).toMatchObject({ trouble: 'connection reset' });
    await settle();
    await loop().turn();
    expect(await lastRun()).toMatchObject({ trouble: null, compared: 2 });
  });

  it('fails where the channel refuses to be read', async () => {
    await stand(drifted);
    await ask();
    shop.instead.push({ kind: 'refused', code: 'ACCESS_DENIED', message: 'read_inventory is missing' });
    await loop().turn();
    expect(await lastRun()).toMatchObject({ state: 'failed', trouble: 'ACCESS_DENIED: read_inventory is missing' });
  });

  it('begins by the clock', async () => {
    await stand([drifted[0]]);
    await turns(loop({ everyMillis: 60_000 }));
    await turns(loop({ everyMillis: 60_000 }));
    expect(await readRuns(service.units, SHOP, 10)).toMatchObject([{ askedBy: 'schedule', state: 'done' }]);
  });

  it('ends what stood open of a listing that was taken out', async () => {
    await stand([drifted[1]]);
    await compare();
    await service.query('DELETE FROM product_listing');
    await compare();
    expect((await service.outbox(ExceptionRaised)).map(({ event }) => event.severity)).toEqual(['ERROR', 'INFO']);
  });
});

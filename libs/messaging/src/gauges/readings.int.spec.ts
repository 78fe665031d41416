import { createDataSource, inTransaction } from '@penstock/persistence';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Reading, Readings } from './readings.js';

const GOOD_MILLIS = 10_000;

let database: DataSource;
let looks = 0;
/** Milliseconds by which the clock of the process is ahead. */
let passed = 0;
const counting = (readings = new Readings(database)): Reading<number> =>
  readings.of('looks', async (transaction) => {
    await transaction.query('SELECT 1');
    looks += 1;
    return looks;
  });

beforeAll(async () => {
  const url = await freshDatabase();
  database = await createDataSource({ url, schema: 'public', poolSize: 1, applicationName: 'readings' }).initialize();
});
beforeEach(() => {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + passed);
  passed = 0;
  looks = 0;
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => database?.destroy());

describe('a reading', () => {
  it('is taken once, however many ask for it within ten seconds', async () => {
    const reading = counting();
    expect(await Promise.all([reading(), reading()])).toEqual([1, 1]);
    passed = GOOD_MILLIS - 1000;
    expect(await reading()).toBe(1);
    passed = GOOD_MILLIS;
    expect(await reading()).toBe(2);
  });

  it('that takes long is given up by the database, and nothing is told', async () => {
    const failed = vi.fn();
    const reading = new Readings(database).of('slow', (transaction) =>
      transaction.query('SELECT pg_sleep(30)').catch((error: unknown) => {
        failed((error as { code: unknown }).code);
        throw error;
      }),
    );
    expect(await reading()).toBeUndefined();
    await expect.poll(() => failed.mock.calls, { timeout: 5000 }).toEqual([['57014']]); // query_canceled
    expect(await reading()).toBeUndefined();
  });

  it('leaves its connection without a limit', async () => {
    await counting()();
    expect(await database.query('SHOW statement_timeout')).toEqual([{ statement_timeout: '0' }]);
  });

  it('tells nothing, soon, while there is no connection, and asks for no second one', async () => {
    const readings = new Readings(database);
    const reading = counting(readings);
    const begun = Date.now();
    await inTransaction(database, async () => {
      expect(await reading()).toBeUndefined();
      expect(Date.now() - begun).toBeLessThan(3000);
      passed = GOOD_MILLIS;
      expect(await reading()).toBeUndefined();
    });
    const behind = readings.of('behind all others', async () => looks);
    expect(await behind()).toBe(1);
  });

  it('that fails leaves the others as they are', async () => {
    const readings = new Readings(database);
    const broken = readings.of('broken', (transaction) => transaction.query('SELECT nonsense'));
    const sound = readings.of('sound', async () => 'sound');
    expect(await Promise.all([broken(), sound()])).toEqual([undefined, 'sound']);
  });
});

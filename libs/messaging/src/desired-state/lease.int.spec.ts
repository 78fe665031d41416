import { freshDatabase } from '@penstock/testing/stack/vitest';
import { inTransaction, selectRows } from '@penstock/persistence';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { ServiceUnderTest } from '../testing/index.js';
import { claimCall, RENEWAL_MILLIS } from './claims.js';
import { Lease } from './lease.js';
import { signs, signService, Town, want } from './signs.fixture.js';

let service: ServiceUnderTest;

beforeAll(async () => void (service = await signService(await freshDatabase())));
beforeEach(async () => {
  await service.empty();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => void vi.useRealTimers());
afterAll(() => service?.close());

const rows = () => inTransaction(service.database, (transaction) => selectRows(transaction, signs, ''));

it('a lease is renewed while its call lasts, and known by each of its ends', async () => {
  await want(service.units, 'a', '1');
  const claimed = await claimCall(service.database, new Town().state(), false);
  const lease = new Lease(service.database, signs, claimed);
  vi.advanceTimersByTime(2 * RENEWAL_MILLIS);
  await lease.end();
  const [renewed] = await rows();
  const [before] = claimed;
  if (!renewed || !before) throw new Error('there is no row');
  expect(renewed.leasedUntil - before.leasedUntil).toBe(2 * RENEWAL_MILLIS * 1000);
  expect([lease.covers(renewed), lease.covers(before)]).toEqual([true, true]);
});

it('a lease that somebody else has taken over is neither renewed nor known', async () => {
  await want(service.units, 'a', '1');
  const claimed = await claimCall(service.database, new Town().state(), false);
  const lease = new Lease(service.database, signs, claimed);
  await service.query(`UPDATE sign SET leased_until = now() + interval '1 hour'`);
  const taken = await rows();
  vi.advanceTimersByTime(RENEWAL_MILLIS);
  await lease.end();
  expect(await rows()).toEqual(taken);
  expect(taken.some((row) => lease.covers(row))).toBe(false);
});

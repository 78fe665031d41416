import { inTransaction } from '@penstock/persistence';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type ServiceUnderTest, serviceUnderTest } from '../testing/index.js';
import { ClosedKeys } from './closed-keys.js';
import { closeKeys } from './parking-store.js';

const GROUP = 'closing';
const stream = (key: string) => ({ topic: 't', key });
let service: ServiceUnderTest;

beforeAll(async () => {
  service = await serviceUnderTest({ url: await freshDatabase(), service: 'closing', handlers: [], migrations: [] });
}, 120_000);
afterAll(() => service?.close());
beforeEach(() => service.query('TRUNCATE key_head'));

const close = (key: string, group = GROUP) =>
  inTransaction(service.database, (transaction) =>
    closeKeys(transaction, group, [{ ...stream(key), retryInMillis: null }]),
  );

/** Asks of a and b. @returns the keys that are closed, and whether the database was told which keys */
async function ask(closedKeys: ClosedKeys): Promise<{ closed: string[]; told: boolean }> {
  const keys = vi.fn(() => [stream('a'), stream('b')]);
  const closed = await inTransaction(service.database, (transaction) => closedKeys.among(transaction, keys));
  return { closed: [...closed], told: keys.mock.calls.length > 0 };
}

it('sends no keys while nothing of the group is parked', async () => {
  await close('a', 'another group');
  expect(await ask(new ClosedKeys(GROUP))).toEqual({ closed: [], told: false });
});

it('finds what another process has parked since it last asked', async () => {
  const closedKeys = new ClosedKeys(GROUP);
  await ask(closedKeys);
  await close('b');
  expect(await ask(closedKeys)).toEqual({ closed: ['t b'], told: true });
  await close('a');
  expect((await ask(closedKeys)).closed.sort()).toEqual(['t a', 't b']);
});

it('sends the keys while another key has something parked, and no longer once that is settled', async () => {
  const closedKeys = new ClosedKeys(GROUP);
  await close('c');
  for (let time = 1; time <= 2; time += 1) expect(await ask(closedKeys)).toEqual({ closed: [], told: true });
  await service.query('DELETE FROM key_head');
  await ask(closedKeys);
  expect(await ask(closedKeys)).toEqual({ closed: [], told: false });
});

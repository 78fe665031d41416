import { inTransaction } from '@penstock/persistence';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { failing, moved, tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import { parkedKeys } from './parking-store.js';

let service: ServiceUnderTest;
const heads = () => service.query<{ key: string }>('SELECT key FROM key_head');

beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
afterAll(() => service?.close());

it('keeps a key closed while a batch is about to park something behind what was parked', async () => {
  failing.set('a', 'transient');
  const failed = moved('p1', 'a', '1', 0);
  await service.deliver([failed]);
  failing.clear();
  await service.query('UPDATE key_head SET next_attempt_at = now()');
  await service.retrier.tryNext(); // applies it; nothing waits any more, and the next turn opens the key
  await inTransaction(service.database, async (batch) => {
    expect((await parkedKeys(batch, 'tally', [{ topic: failed.topic, key: 'p1' }])).size).toBe(1);
    await service.retrier.tryNext();
    expect(await heads()).toEqual([{ key: 'p1' }]);
  });
  await service.retrier.tryNext();
  expect(await heads()).toEqual([]);
});

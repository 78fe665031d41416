import { inTransaction } from '@penstock/persistence';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('a position at which a message was set aside', () => {
  const poison = (text: string) => ({ ...moved('p1', 'x', '1', 7), value: Buffer.from(text) });
  const aside = () => service.query<{ value: Buffer }>('SELECT value FROM parked');

  it('takes the same message again for what it is', async () => {
    await service.empty();
    await service.deliver([poison('first')], service.anotherRunner());
    await service.query('UPDATE consumer_offset SET next_offset = 0');
    await service.deliver([poison('first')], service.anotherRunner());
    expect(await aside()).toEqual([{ value: Buffer.from('first') }]);
  });

  it('takes no other one, as when the topic was made anew: it stops, and forgets neither', async () => {
    await service.query('UPDATE consumer_offset SET next_offset = 0');
    const delivery = service.deliver([poison('another')], service.anotherRunner());
    await expect(delivery).rejects.toThrow('is the place of another message that was set aside');
    expect(await aside()).toEqual([{ value: Buffer.from('first') }]);
    expect(await service.query('SELECT next_offset::text AS next FROM consumer_offset')).toEqual([{ next: '0' }]);
  });
});

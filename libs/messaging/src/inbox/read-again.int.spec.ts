import { DeadLettered } from '@penstock/contracts';
import { uuid7 } from '@penstock/domain';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServiceUnderTest } from '../testing/index.js';
import { moved, storyOf, tallyOn } from './runner.fixture.js';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
afterAll(() => service?.close());

it('announces a dead letter once, though its position is read again after an operator has put the offset back', async () => {
  const id = uuid7();
  const poison = { ...moved('p1', 'x', '1', 1), value: Buffer.from('not avro') };
  const messages = [moved('p1', 'a', '5', 0, id), poison, moved('p1', 'forged', '50', 2, id)];
  await service.deliver(messages, service.anotherRunner());
  await service.query('UPDATE consumer_offset SET next_offset = 0');
  await service.deliver(messages, service.anotherRunner());
  expect(await service.outbox(DeadLettered)).toHaveLength(2);
  expect(await service.query('SELECT position::text FROM parked ORDER BY position')).toEqual([
    { position: '1' },
    { position: '2' },
  ]);
  expect(await storyOf(service, 'p1')).toBe('a ');
});

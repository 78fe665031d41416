import { AvailabilityChanged } from '@penstock/contracts';
import { instantOfMillis, zero } from '@penstock/domain';
import { EventTooLarge } from '@penstock/kafka';
import type { Transaction } from '@penstock/persistence';
import { expect, it } from 'vitest';
import { say } from '../handling/outgoing.js';
import { availability } from '../inbox/runner.fixture.js';
import { UnitOfWork } from './unit-of-work.js';

const nothingStored: Transaction = { query: async () => [] };
const cause = {
  entity: 'main',
  source: { system: 'spec', channel: null },
  correlationId: 'spec',
  causationId: null,
  mode: 'live',
} as const;

it('gives an event up at once that is larger than an event may be', async () => {
  const encoder = {
    encode: () => {
      throw new EventTooLarge('AvailabilityChanged has 2000000 bytes, more than 921600');
    },
  };
  const unit = new UnitOfWork(nothingStored, encoder, 'spec', instantOfMillis(0), cause);
  unit.emit(say(AvailabilityChanged, availability('p1', zero)));
  await expect(unit.flush()).rejects.toMatchObject({
    name: 'Permanent',
    code: 'EVENT_TOO_LARGE',
    message: 'AvailabilityChanged has 2000000 bytes, more than 921600',
    facts: { eventType: AvailabilityChanged.name },
  });
});

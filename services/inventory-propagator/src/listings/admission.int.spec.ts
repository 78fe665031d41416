import { ExceptionRaised } from '@penstock/contracts';
import { NotNow } from '@penstock/messaging';
import { type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrations } from '../migrations/index.js';
import { sayAdmission } from './admission.js';

const destination = 'amazon:demo-amazon';
const cause = {
  entity: 'main',
  source: { system: destination, channel: 'demo-amazon' },
  correlationId: destination,
  causationId: null,
  mode: 'live',
} as const;

let service: ServiceUnderTest;
beforeAll(async () => {
  const url = await freshDatabase();
  service = await serviceUnderTest({ url, service: 'inventory-propagator', handlers: [], migrations });
});
afterAll(() => service?.close());

it('that a channel lets us in no more is one exception, called over by whichever process is let in', async () => {
  const learnt = (refusal: NotNow | null) =>
    service.units.run(cause, (unit) => sayAdmission('main', destination)(unit, refusal));
  await learnt(null);
  await learnt(new NotNow('invalid_grant', 60_000, 'the authorisation was taken back'));
  await learnt(new NotNow('invalid_grant', 60_000, 'the authorisation was taken back')); // another replica
  await learnt(null);
  await learnt(null);
  const said = (await service.outbox(ExceptionRaised)).map(({ event }) => [event.severity, event.facts['code']]);
  expect(said).toEqual([
    ['CRITICAL', 'invalid_grant'],
    ['INFO', 'invalid_grant'],
  ]);
});

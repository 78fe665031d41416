import { AvailabilityChanged } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cause } from '../cause.fixture.js';
import { say } from '../handling/outgoing.js';
import { availability, onStockAdjusted, TallyTable1 } from '../inbox/runner.fixture.js';
import { type ServiceUnderTest, serviceUnderTest } from '../testing/index.js';
import type { KeepSaid } from './said-event.js';

let service: ServiceUnderTest;

/** Keeps ids where the tally would be: a total of 1000 or more is refused by the table. */
const keepSaid: KeepSaid = async (transaction, said) => {
  for (const { meta, content } of said) {
    const total = (content['onHand'] as { amount: object }).amount.toString();
    await transaction.query('INSERT INTO tally VALUES ($1, $2, $3)', [meta.eventId, total, meta.aggregateId]);
  }
};
const sayOf = (total: string) =>
  service.units.run(cause, async (unit) => unit.emit(say(AvailabilityChanged, availability('p1', decimal(total)))));

beforeAll(async () => {
  const url = await freshDatabase();
  const handlers = [onStockAdjusted];
  service = await serviceUnderTest({ url, service: 'tally', handlers, migrations: [TallyTable1], keepSaid });
});
afterAll(() => service?.close());

it('what is kept of an event is there exactly when the event is', async () => {
  await sayOf('5');
  await expect(sayOf('5000')).rejects.toThrow();
  const sent = await service.query('SELECT event_id::text AS id, key FROM outbox');
  expect(await service.query('SELECT product_id AS id, story AS key FROM tally')).toEqual(sent);
  expect(sent).toHaveLength(1);
});

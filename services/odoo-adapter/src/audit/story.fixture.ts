import { ReturnReceived } from '@penstock/contracts';
import { canonicalId, decimal, instantOfMillis } from '@penstock/domain';
import { aMeta, incoming } from '@penstock/messaging/testing';
import type { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder } from '../order.fixture.js';
import { readStories } from './read-stories.js';

/** Two shirts. */
export const order = anOrder({
  number: '1001',
  lines: [aLine({ id: '1', sku: 'TEE-BLACK-M', quantity: '2', price: '24.90' })],
});
export const returnId = canonicalId('ret', 'main', '3pl', '1');

export const storiesOf = async ({ service }: AdapterUnderTest, name: string) =>
  (await readStories(service.database, name)).stories;

export const stockOf = async ({ service }: AdapterUnderTest, name: string) =>
  (await readStories(service.database, name)).stock;

/** The order is placed, confirmed and shipped, and the adapter has read all of it. */
export async function shipped(adapter: AdapterUnderTest): Promise<void> {
  await adapter.poll();
  await adapter.take(order);
  await adapter.work();
  adapter.ship();
  await adapter.poll();
}

/** One of the two comes back, and is booked. */
export async function returned(adapter: AdapterUnderTest): Promise<void> {
  const back = { orderLineId: order.lines[0]?.lineId ?? '', quantity: { amount: decimal('1'), unit: 'unit' } };
  const received = { returnId, orderId: order.orderId, receivedAt: instantOfMillis(Date.now() - 1000) };
  await adapter.service.hears(
    incoming(ReturnReceived, {
      ...{ ...received, meta: aMeta(), locationId: null, lines: [{ ...back, condition: 'RESALEABLE' }] },
    }),
  );
  await adapter.finish();
  await adapter.poll();
}

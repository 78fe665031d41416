import { OrderCreated } from '@penstock/contracts';
import { callWitness } from '@penstock/local';
import type { PlacedOrder } from '@penstock/testing/shopify';
import { exactly, noted, type Row } from '../../measuring/row.js';
import { openTasks, setAside, unsent } from '../../system/messages.js';
import type { TestSystem } from '../../system/test-system.js';

/** Nothing is left to send, to retry or to bury; and each order was said once, however often its event lies on Kafka. */
export async function messageEffects(
  { sql, shopify, stack }: TestSystem,
  placed: readonly PlacedOrder[],
): Promise<Row[]> {
  const aside = await setAside(sql);
  const undelivered = (await shopify.deliveries()).filter(({ state }) => state !== 'delivered');
  const witness = await callWitness(stack, 'fault-witness');
  const said = await witness.heard(OrderCreated, () => true, { atLeast: placed.length });
  await witness.leave();
  const begunAgain = await sql('SELECT 1 FROM odoo_adapter.task WHERE attempts > 1');
  const ids = new Set(said.map(({ event }) => event.meta.eventId));
  return [
    exactly('webhooks not delivered', 0, undelivered.length, 'webhooks'),
    exactly('events left in an outbox', 0, await unsent(sql), 'events'),
    exactly('dead letters', 0, aside.filter(({ state }) => state === 'dead').length, 'messages'),
    exactly('messages waiting for a retry', 0, aside.filter(({ state }) => state === 'waiting').length, 'messages'),
    exactly('calls not made', 0, (await openTasks(sql)).length, 'calls'),
    exactly('distinct OrderCreated', placed.length, ids.size, 'events'),
    noted('of them sent again by a relay', said.length - ids.size, 'events'),
    noted('calls to Odoo begun again', begunAgain.length, 'calls'),
  ];
}

import { counter, histogram } from '@penstock/observability';
import type { OutboxRow } from './outbox-store.js';

const sent = counter('penstock.outbox.sent', {
  description: 'Events that Kafka acknowledged, by topic. One that is sent again after a crash counts again.',
  unit: '{event}',
});
const duration = histogram('penstock.outbox.send.duration', {
  description: 'One send of the outbox relay, from the call to the last acknowledgement, by outcome: sent or failed.',
  unit: 's',
});

/** Makes a send, measures it, and counts what it brought to Kafka. @throws what the send throws */
export async function countedSend(rows: readonly OutboxRow[], send: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  const record = (outcome: 'sent' | 'failed') => duration.record((performance.now() - begun) / 1000, { outcome });
  try {
    await send();
  } catch (error) {
    record('failed');
    throw error;
  }
  record('sent');
  const byTopic = new Map<string, number>();
  for (const { topic } of rows) byTopic.set(topic, (byTopic.get(topic) ?? 0) + 1);
  for (const [topic, count] of byTopic) sent.add(count, { topic });
}

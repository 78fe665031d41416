import { createTopics } from '@penstock/kafka';
import { registerSchemas } from '@penstock/testing/stack';
import { PARTITIONS, type StockSite, TOPIC_SETTINGS } from '../run.js';
import { urgentlyMoved } from './events.js';

/** What the urgent stock service needs besides the ordinary one's: a topic and its schema. */
export async function prepareUrgent({ kafkaBrokers, registryUrl, prefix }: StockSite): Promise<void> {
  const event = urgentlyMoved(prefix);
  await createTopics([kafkaBrokers], [{ name: event.topic, partitions: PARTITIONS, config: TOPIC_SETTINGS }]);
  await registerSchemas(registryUrl, [event]);
}

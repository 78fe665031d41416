import { kafkaClient } from './client/kafkajs-client.js';

export interface TopicDefinition {
  readonly name: string;
  readonly partitions: number;
  /** Kafka's own topic settings, such as `retention.ms`. */
  readonly config: Readonly<Record<string, string>>;
}

/**
 * Creates the topics that do not exist yet. An existing one is left as it is: partition counts never change.
 * @returns the names that were created
 */
export async function createTopics(
  brokers: readonly string[],
  topics: readonly TopicDefinition[],
  replicationFactor = 1,
): Promise<string[]> {
  const admin = kafkaClient({ brokers, clientId: 'penstock-setup' }).admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !existing.has(topic.name));
    if (missing.length > 0) {
      await admin.createTopics({
        waitForLeaders: true,
        topics: missing.map((topic) => ({
          topic: topic.name,
          numPartitions: topic.partitions,
          replicationFactor,
          configEntries: Object.entries(topic.config).map(([name, value]) => ({ name, value })),
        })),
      });
    }
    return missing.map((topic) => topic.name);
  } finally {
    await admin.disconnect();
  }
}

import { logger } from '@penstock/observability';
import type kafkajs from 'kafkajs';
import type { Lane } from './lane.js';

const log = logger('kafka.consumer');

/**
 * Has Kafka's committed offsets follow, for those who look at lag with Kafka's tools. Each try is one request of the assignment it was made
 * in: kafkajs's own commits are tried again, and could fall into another assignment (tulios/kafkajs #1046).
 */
export class KafkaCommits {
  /** The latest batch of this assignment: kafkajs takes single commits only through one. */
  through: kafkajs.EachBatchPayload | undefined;

  async commit(lanes: readonly Lane[]): Promise<void> {
    const ahead = lanes.filter((lane) => lane.done > lane.committed);
    if (ahead.length === 0 || !this.through) return;
    const told = new Map(ahead.map((lane) => [lane, lane.done]));
    const topics = [...Map.groupBy(ahead, (lane) => lane.settings.topic)].map(([topic, ofTopic]) => ({
      topic,
      partitions: ofTopic.map(({ settings: { partition }, done }) => ({ partition, offset: done.toString() })),
    }));
    try {
      await this.through.commitOffsetsIfNecessary({ topics });
      for (const [lane, offset] of told) lane.committed = offset;
    } catch (error) {
      log.debug({ err: error }, 'Kafka did not take the offsets; the next commit brings them');
    }
  }
}

import kafkajs from 'kafkajs';
import { kafkaClient } from './kafkajs-client.js';
import type { EventProducer, KafkaSettings, OutgoingRecord } from './port.js';

/** An idempotent producer on kafkajs. Its default partitioner is murmur2, the same as Java's, so that every producer agrees where a key lives. */
export class KafkajsProducer implements EventProducer {
  private readonly producer: kafkajs.Producer;

  constructor(settings: KafkaSettings) {
    this.producer = kafkaClient(settings).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
  }

  connect(): Promise<void> {
    return this.producer.connect();
  }

  async send(
    records: readonly OutgoingRecord[],
    { timeoutMillis = 30_000 }: { timeoutMillis?: number } = {},
  ): Promise<void> {
    const topicMessages = [...Map.groupBy(records, (record) => record.topic)].map(([topic, ofTopic]) => ({
      topic,
      messages: ofTopic.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } })),
    }));
    await this.producer.sendBatch({ topicMessages, acks: -1, timeout: timeoutMillis });
  }

  disconnect(): Promise<void> {
    return this.producer.disconnect();
  }
}

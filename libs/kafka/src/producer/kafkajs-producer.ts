import kafkajs from 'kafkajs';
import { kafkaClient } from '../client/kafkajs-client.js';
import { WatchedSockets } from '../client/watched-sockets.js';
import { within } from './within.js';
import type { EventProducer, KafkaSettings, OutgoingRecord } from '../port.js';

/** A kafkajs producer and its connections: they are given up together. */
interface Incarnation {
  readonly producer: kafkajs.Producer;
  readonly sockets: WatchedSockets;
  readonly connected: Promise<void>;
}

/**
 * An idempotent producer on kafkajs. Its default partitioner is murmur2, the same as Java's, so that every producer agrees where a key lives.
 *
 * After any failure the next send has a new producer with a new producer id. Two reasons. kafkajs goes on retrying what we no longer wait
 * for, down dead sockets too (tulios/kafkajs #919). And it takes a failed send's sequence numbers back: had that send arrived after
 * all, the broker would take the next one, of other records, for its repeat, and acknowledge without keeping it.
 */
export class KafkajsProducer implements EventProducer {
  private current: Incarnation | undefined;

  constructor(private readonly settings: KafkaSettings) {}

  async connect(): Promise<void> {
    await this.trying((incarnation) => incarnation.connected);
  }

  async send(
    records: readonly OutgoingRecord[],
    { timeoutMillis = 30_000 }: { timeoutMillis?: number } = {},
  ): Promise<void> {
    const topicMessages = [...Map.groupBy(records, (record) => record.topic)].map(([topic, ofTopic]) => ({
      topic,
      messages: ofTopic.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } })),
    }));
    await this.trying(async (incarnation) => {
      const sent = incarnation.connected.then(() =>
        incarnation.producer.sendBatch({ topicMessages, acks: -1, timeout: timeoutMillis }),
      );
      await within(timeoutMillis, sent);
    });
  }

  async disconnect(): Promise<void> {
    const ending = this.current;
    this.current = undefined;
    await ending?.producer.disconnect();
    ending?.sockets.close();
  }

  private async trying(work: (incarnation: Incarnation) => Promise<unknown>): Promise<void> {
    const incarnation = (this.current ??= incarnate(this.settings));
    try {
      await work(incarnation);
    } catch (error) {
      if (this.current === incarnation) this.current = undefined;
      incarnation.sockets.close();
      throw error;
    }
  }
}

function incarnate(settings: KafkaSettings): Incarnation {
  const sockets = new WatchedSockets();
  const producer = kafkaClient(settings, { sockets }).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  producer.on('producer.network.request_timeout', ({ payload }) => sockets.requestTimedOut(payload));
  const connected = producer.connect();
  connected.catch(() => undefined); // whoever sends awaits it and hears of the failure
  return { producer, sockets, connected };
}

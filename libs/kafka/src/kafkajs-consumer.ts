import { logger } from '@penstock/observability';
import type kafkajs from 'kafkajs';
import { kafkaClient } from './kafkajs-client.js';
import type { EventConsumer, KafkaSettings, PartitionControl, ReceivedMessage } from './port.js';

const log = logger('kafka.consumer');

export interface ConsumerSettings extends KafkaSettings {
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Milliseconds after which a silent consumer loses its partitions. */
  readonly sessionTimeout: number;
  readonly partitionsAtOnce: number;
  /** Called when kafkajs gives up for good (tulios/kafkajs #1443, #1445: it does not restart by itself): the process must end and be started again. */
  onFatal(error: Error): void;
}

/** A consumer on kafkajs `eachBatch`. Offsets are the caller's: Kafka's committed ones only follow what {@link PartitionControl.resolve} says. */
export class KafkajsConsumer implements EventConsumer {
  private readonly consumer: kafkajs.Consumer;
  private readonly admin: kafkajs.Admin;
  private readonly stopping = new AbortController();
  private readonly sought = new Map<string, bigint>();
  assigned = false;

  constructor(private readonly settings: ConsumerSettings) {
    const kafka = kafkaClient(settings);
    this.admin = kafka.admin();
    this.consumer = kafka.consumer({
      groupId: settings.groupId,
      sessionTimeout: settings.sessionTimeout,
      heartbeatInterval: Math.floor(settings.sessionTimeout / 10),
      rebalanceTimeout: settings.sessionTimeout * 2,
      // At the default of 5 s a second consumer takes 5 s to join and 10 s to leave.
      maxWaitTimeInMs: 250,
      maxBytesPerPartition: 2 * 1024 * 1024,
    });
  }

  async start(handle: Parameters<EventConsumer['start']>[0]): Promise<void> {
    this.consumer.on('consumer.group_join', ({ payload }) => {
      this.assigned = true;
      this.sought.clear();
      handle.onAssigned();
      log.info({ group: payload.groupId, assignment: payload.memberAssignment }, 'partitions assigned');
    });
    this.consumer.on('consumer.rebalancing', () => (this.assigned = false));
    this.consumer.on('consumer.crash', ({ payload }) => {
      this.assigned = false;
      if (!payload.restart) this.settings.onFatal(payload.error);
    });
    await Promise.all([this.consumer.connect(), this.admin.connect()]);
    await this.consumer.subscribe({ topics: [...this.settings.topics], fromBeginning: true });
    await this.consumer.run({
      autoCommitInterval: 2000,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.settings.partitionsAtOnce,
      eachBatch: (payload) => this.eachBatch(payload, handle),
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.consumer.disconnect();
    await this.admin.disconnect();
  }

  private async eachBatch(
    payload: kafkajs.EachBatchPayload,
    handle: Parameters<EventConsumer['start']>[0],
  ): Promise<void> {
    const { batch } = payload;
    const messages = batch.messages.map((message) => received(batch.topic, batch.partition, message));
    // kafkajs sends no heartbeat of its own while a batch is worked on (#447, #1083).
    const beat = setInterval(() => void this.heartbeat(payload), Math.floor(this.settings.sessionTimeout / 10));
    try {
      await handle.onBatch({ topic: batch.topic, partition: batch.partition, messages }, this.controlOf(payload));
    } finally {
      clearInterval(beat);
    }
  }

  private controlOf(payload: kafkajs.EachBatchPayload): PartitionControl {
    const { topic, partition } = payload.batch;
    const name = `${topic}/${partition}`;
    return {
      // Both: kafkajs goes on handing out and committing revoked partitions (#1046).
      isRunning: () => payload.isRunning() && !payload.isStale() && !this.stopping.signal.aborted,
      signal: this.stopping.signal,
      resolve: (offset) => payload.resolveOffset(offset.toString()),
      seek: (offset) => {
        this.sought.set(name, offset);
        this.consumer.seek({ topic, partition, offset: offset.toString() });
      },
      soughtTo: this.sought.get(name),
      pause: () => void payload.pause(),
      lowWatermark: async () => {
        const offsets = await this.admin.fetchTopicOffsets(topic);
        return BigInt(offsets.find((one) => one.partition === partition)?.low ?? '0');
      },
    };
  }

  private async heartbeat(payload: kafkajs.EachBatchPayload): Promise<void> {
    try {
      await payload.heartbeat();
    } catch (error) {
      // A rebalance under way is told this way too: the batch finds out by isRunning().
      log.debug({ err: error }, 'heartbeat refused');
    }
  }
}

function received(topic: string, partition: number, message: kafkajs.KafkaMessage): ReceivedMessage {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const one = Array.isArray(value) ? value[0] : value;
    if (one !== undefined) headers[name] = one.toString();
  }
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key,
    value: message.value,
    headers,
    timestamp: Number(message.timestamp),
  };
}

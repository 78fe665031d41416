import type { KafkaSettings } from '../port.js';

export interface ConsumerSettings extends KafkaSettings {
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Those of the topics that need not wait for the others. */
  readonly urgentTopics?: readonly string[];
  /** Milliseconds after which a silent consumer loses its partitions. */
  readonly sessionTimeout: number;
  /** How many partitions are worked on side by side. */
  readonly partitionsAtOnce: number;
  /** Bytes of fetched records that may wait, all partitions together; see `Room`. 48 MiB unless told. */
  readonly roomBytes?: number;
  /** Called when kafkajs gives up for good (tulios/kafkajs #1443, #1445: it does not restart by itself): the process must end and be started again. */
  onFatal(error: Error): void;
}

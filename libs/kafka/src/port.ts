/** A record as it came from Kafka. */
export interface ReceivedMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, as the broker or producer stamped it. */
  readonly timestamp: number;
}

/** Records of one partition, in order, as one fetch brought them. */
export interface PartitionBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly ReceivedMessage[];
}

/** What a consumer may do with the partition it was handed. Heartbeats are sent for it meanwhile. */
export interface PartitionControl {
  /** False once the partition was revoked or the consumer is stopping: stop at the next safe point. */
  isRunning(): boolean;
  /** Aborts when the consumer is stopping. */
  readonly signal: AbortSignal;
  /** Kafka's committed offset may follow to after this one. */
  resolve(offset: bigint): void;
  /** The next batch begins at this offset. */
  seek(offset: bigint): void;
  /** The offset last sought to on this partition, if any. */
  readonly soughtTo: bigint | undefined;
  /** Fetches nothing more of this partition until the process restarts. */
  pause(): void;
  /** The oldest offset Kafka still has. */
  lowWatermark(): Promise<bigint>;
}

export interface EventConsumer {
  /** Joins the group and hands over batches, partitions side by side, until {@link stop}. */
  start(handle: {
    onAssigned(): void;
    onBatch(batch: PartitionBatch, control: PartitionControl): Promise<void>;
  }): Promise<void>;
  /** Leaves the group after the batches under way. */
  stop(): Promise<void>;
  /** True while partitions are assigned. */
  readonly assigned: boolean;
}

export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface EventProducer {
  connect(): Promise<void>;
  /**
   * Sends records in the order given, acknowledged by all in-sync replicas. One send at a time keeps the order of a key.
   * @throws when not all of them were acknowledged in time; some may have been
   */
  send(records: readonly OutgoingRecord[], options?: { timeoutMillis?: number }): Promise<void>;
  disconnect(): Promise<void>;
}

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
}

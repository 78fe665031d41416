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

/** Records of one partition, in order. */
export interface PartitionBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly ReceivedMessage[];
}

/** What a handler may do with the partition it was handed. Heartbeats are sent, and other partitions served, meanwhile. */
export interface PartitionControl {
  /** False once the partition was revoked or the consumer is stopping: return at the next safe point. */
  isRunning(): boolean;
  /** Aborts when {@link isRunning} turns false. */
  readonly signal: AbortSignal;
  /** Everything up to and with this offset is done and committed; Kafka's committed offset may follow. */
  resolve(offset: bigint): void;
  /** What is waited for now (a database, the registry) is not cured by a restart: this moment is not part of a stall. */
  excuse(): void;
}

/** Why a partition is not read. The service goes on with the others; the partition is looked at again every few seconds, so that repair needs no restart. */
export interface Stop {
  /** Name of the alarm in the log. */
  readonly alarm: string;
  /** For people: what happened, and what to do. */
  readonly reason: string;
}

/** Where to go on: the offset of the first record that is not done; `beginning` when the group has never been here. */
export type Position = bigint | 'beginning' | Stop;

export interface PartitionHandler {
  /**
   * Where to go on, for each of the partitions of one topic; one that is left out has not begun. Asked after each assignment, and whenever a batch
   * was not resolved to its end. When it throws it is asked again. Without it, Kafka's committed offsets count.
   */
  positions?(topic: string, partitions: readonly number[]): Promise<ReadonlyMap<number, Position>>;
  /**
   * Works on records that follow each other without a gap, one call at a time for a partition. What it leaves unresolved, or throws on, comes again.
   */
  onBatch(batch: PartitionBatch, control: PartitionControl): Promise<void>;
  onAssigned?(): void;
}

/** How far a consumer is behind on one partition. */
export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Between what is done and the end, as it was some seconds ago. */
  readonly records: number;
}

export interface EventConsumer {
  /** Joins the group and hands over batches, partitions side by side, until {@link stop}. */
  start(handler: PartitionHandler): Promise<void>;
  /** Ends the batches under way at their next safe point, commits, and leaves the group; after 5 s also where a batch has not ended. */
  stop(): Promise<void>;
  /** True while this process is a member of its group. */
  readonly assigned: boolean;
  /** The partitions that are not read, as `topic/partition`. */
  readonly stopped: ReadonlyMap<string, Stop>;
  /** Of the partitions of this process; those that never began are left out. */
  readonly lag: readonly PartitionLag[];
  /** For how long there has been something to do, and nothing was done though nothing outside is known to be in the way. Milliseconds; 0 when all is well. */
  stalledMillis(): number;
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
   * @param options.timeoutMillis from the call to the last acknowledgement, connecting included; 30 s unless told
   * @throws when not all of them were acknowledged in time; some may have been, or may yet be
   */
  send(records: readonly OutgoingRecord[], options?: { timeoutMillis?: number }): Promise<void>;
  disconnect(): Promise<void>;
}

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
}

import { logger } from '@penstock/observability';
import type { PartitionControl, PartitionHandler, Position, ReceivedMessage, Stop } from '../port.js';
import { Backlog } from './backlog.js';
import type { Permits } from './permits.js';
import type { Room } from './room.js';

const log = logger('kafka.consumer');

/** Messages handed over at once: between two slices an urgent partition may step in. */
const SLICE = 1000;

/** Messages that go well together: with so many the next transaction need not wait for more. */
const FULL = 200;

export interface LaneSettings {
  readonly topic: string;
  readonly partition: number;
  readonly isUrgent: boolean;
  readonly permits: Permits;
  /** Where it is full the partition is paused. */
  readonly room: Room;
  readonly handler: PartitionHandler;
  /** Has Kafka send from this offset on. */
  seek(offset: bigint): void;
  /** Lets Kafka send, or not. */
  flow(isOpen: boolean): void;
  /** The handler left something undone: the lane has forgotten what waits, and needs a new position. */
  onUnfinished(): void;
}

/**
 * One assignment of one partition: what Kafka sent waits here, in order, and is handed over slice by slice, so that kafkajs's fetch loop is
 * never held up by a handler (tulios/kafkajs #1732). Ends with the assignment: nothing of it is then handed over or committed (#1046).
 */
export class Lane {
  /** The next offset expected of Kafka; undefined while nobody knows where to begin. */
  next: bigint | undefined;
  /** Everything below is done. */
  done = 0n;
  /** Of that, what Kafka was told. */
  committed = 0n;
  /** Where the partition ended when Kafka was asked last; undefined while the lane has never begun. */
  endsAt: bigint | undefined;
  /** Kafka said there is nothing for a consumer before this offset: the marks of transactions are not handed over. */
  emptyBefore = 0n;
  /** Kafka was asked for {@link next} a second time. */
  wasSoughtAgain = false;
  /** Why it is not read. */
  stopped: Stop | undefined;
  /** When something was done last, or nothing was to do, or a restart would not have helped. */
  aliveAt = Date.now();
  /** Resolves when nothing of this lane is under way. */
  idle: Promise<void> = Promise.resolve();

  private begunAt = 0n;
  private readonly waiting: Backlog;
  private isOpen = false;
  private isWorking = false;
  private readonly ending = new AbortController();

  constructor(readonly settings: LaneSettings) {
    this.waiting = new Backlog(settings.room);
  }

  get isEnded(): boolean {
    return this.ending.signal.aborted;
  }

  get isIdle(): boolean {
    return !this.isWorking && this.waiting.isEmpty;
  }

  /** Whether it is being read, and nothing has come. */
  get isQuiet(): boolean {
    return this.isIdle && !this.isEnded && !this.stopped && this.next !== undefined;
  }

  /** Whether this is the position of what was done. */
  isAt(position: Position): boolean {
    return position === 'beginning' ? this.done === this.begunAt : position === this.done;
  }

  begin(offset: bigint): void {
    this.begunAt = offset;
    this.next = offset;
    this.done = offset;
    this.committed = offset;
    this.stopped = undefined;
    this.settings.seek(offset);
    this.setFlow(true);
  }

  /** Reads no further. What waits already is still worked on: Kafka may not have it any more. */
  stop(reason: Stop): void {
    this.stopped = reason;
    this.setFlow(false);
  }

  end(): void {
    this.ending.abort();
  }

  /** @returns false when they are not taken: the lane has ended, or where to go on is being looked up */
  offer(messages: readonly ReceivedMessage[], next: bigint): boolean {
    const from = this.next;
    if (this.isEnded || this.stopped || from === undefined) return false;
    const fresh = messages.filter(({ offset }) => offset >= from); // each offset once for an assignment (#1764)
    if (next > from) this.next = next;
    this.waiting.add(fresh);
    if (this.waiting.isFull) this.setFlow(false);
    if (!this.isWorking) this.idle = this.work();
    else this.settings.permits.look(); // it may be full now
    return true;
  }

  private async work(): Promise<void> {
    this.isWorking = true;
    try {
      while (!this.waiting.isEmpty) {
        const handed = await this.handOver();
        if (this.isEnded) return;
        if (this.done <= (handed.at(-1)?.offset ?? -1n)) return this.forget();
        this.waiting.drop(handed.length);
        if (this.waiting.hasRoom && !this.stopped) this.setFlow(true);
      }
    } finally {
      this.isWorking = false;
    }
  }

  /** What comes while it waits for its turn is handed over with the rest. @returns what was handed over, done or not */
  private async handOver(): Promise<readonly ReceivedMessage[]> {
    const { permits, isUrgent, topic, partition, handler } = this.settings;
    await permits.acquire({ isUrgent, isFull: () => this.waiting.count >= FULL });
    const messages = this.waiting.first(SLICE);
    try {
      if (!this.isEnded) await handler.onBatch({ topic, partition, messages }, this.control);
    } catch (error) {
      const alarm = 'PARTITION_FAILED';
      log.error({ alarm, topic, partition, err: error }, 'a batch failed as a whole; it is handed over again');
    } finally {
      permits.release();
    }
    return messages;
  }

  private forget(): void {
    this.waiting.clear();
    this.next = undefined;
    this.setFlow(false);
    this.settings.onUnfinished();
  }

  private setFlow(isOpen: boolean): void {
    if (this.isOpen === isOpen || this.isEnded) return;
    this.isOpen = isOpen;
    this.settings.flow(isOpen);
  }

  private readonly control: PartitionControl = {
    isRunning: () => !this.isEnded,
    signal: this.ending.signal,
    resolve: (offset) => {
      this.done = offset + 1n;
      this.aliveAt = Date.now();
    },
    excuse: () => void (this.aliveAt = Date.now()),
  };
}

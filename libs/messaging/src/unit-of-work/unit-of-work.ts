import type { EventMeta, EventType } from '@penstock/contracts';
import { type Instant, uuid7 } from '@penstock/domain';
import { EventTooLarge } from '@penstock/kafka';
import { currentTraceparent } from '@penstock/observability';
import { ask, type ChildrenRef, type Question, type RowRef, type Save, type Transaction } from '@penstock/persistence';
import { Permanent } from '../errors.js';
import type { Cause, Outgoing } from '../handling/outgoing.js';
import { insertIntoOutbox, type OutboxDraft, type OutboxRow } from '../outbox/outbox-store.js';
import { reserveSequences } from '../outbox/stream-heads.js';
import type { Once } from '../tasks/task.js';
import { insertTasks } from '../tasks/task-store.js';
import { RowBuffer } from './buffer.js';
import { OutgoingEvents } from './outgoing-events.js';
import type { KeepSaid, SaidEvent } from './said-event.js';

/** Turns an event into the bytes that Kafka carries: Confluent wire format with the id of its registered schema. */
export interface EventEncoder {
  /** @throws when the value does not fit its schema, naming the field, or is larger than an event may be. */
  encode(type: EventType<any>, value: unknown): Buffer;
}

/**
 * Everything one transaction changes: rows, events, tasks. It is the only way state is changed in Penstock; the runner, the intake of webhooks
 * and polls, and workers all use it. Nothing reaches the database before {@link flush}, save the locks of {@link lock}.
 */
export class UnitOfWork {
  private readonly buffer: RowBuffer;
  private readonly outgoing = new OutgoingEvents();
  private written: readonly OutboxRow[] = [];
  private readonly tasks: { wanted: Once; cause: Cause }[] = [];

  constructor(
    readonly transaction: Transaction,
    private readonly encoder: EventEncoder,
    private readonly service: string,
    readonly now: Instant,
    /** What led to this unit, where it is one thing; the runner's batches name a cause per event instead. */
    private readonly cause?: Cause,
    private readonly keepSaid?: KeepSaid,
  ) {
    this.buffer = new RowBuffer(transaction);
  }

  /** Locks rows and reads children: one query a table, in the order that every unit uses. */
  load(refs: readonly (RowRef<any> | ChildrenRef<any>)[]): Promise<void> {
    return this.buffer.load(refs);
  }

  /** Locks one row and reads it; an absent one is placed with its initial values first. */
  async lock<R>(ref: RowRef<R>): Promise<R> {
    await this.buffer.load([ref]);
    return this.buffer.row(ref);
  }

  async read<R>(ref: ChildrenRef<R>): Promise<R[]> {
    await this.buffer.load([ref]);
    return this.buffer.children(ref);
  }

  /**
   * Asks the database. It is first told what this unit has saved so far: within a transaction the buffer is the truth, and SQL sees only the
   * database. Nothing is locked: what the answer hangs on must be, by {@link lock} or {@link load}.
   */
  async ask<R>(question: Question<R>): Promise<R[]> {
    const [, answer] = await Promise.all([this.buffer.flush(), ask(this.transaction, question)]);
    return answer;
  }

  row<R>(ref: RowRef<R>): R {
    return this.buffer.row(ref);
  }

  children<R>(ref: ChildrenRef<R>): R[] {
    return this.buffer.children(ref);
  }

  save(...saves: readonly Save<any>[]): void {
    for (const save of saves) this.buffer.save(save);
  }

  /** Says an event. Its id is made here, once, and stays through every retry of the relay. */
  emit(draft: Outgoing<any>, cause: Cause = this.ownCause()): void {
    this.outgoing.add({ draft, cause, traceparent: currentTraceparent() ?? cause.traceparent });
  }

  once(wanted: Once, cause: Cause = this.ownCause()): void {
    this.tasks.push({ wanted, cause: { ...cause, traceparent: currentTraceparent() ?? cause.traceparent } });
  }

  /** True when something was asked for that a relay or worker of this process should be woken for. */
  get hasWork(): boolean {
    return !this.outgoing.isEmpty || this.tasks.length > 0;
  }

  /** The events as {@link flush} wrote them: unsent, once the transaction has committed. */
  get unsent(): readonly OutboxRow[] {
    return this.written;
  }

  /** Writes rows, events in key order, tasks. */
  async flush(): Promise<void> {
    const [drafts] = await Promise.all([
      this.outgoing.isEmpty ? [] : this.encoded(),
      this.buffer.flush(),
      this.tasks.length > 0 ? insertTasks(this.transaction, this.tasks) : undefined,
    ]);
    if (drafts.length > 0) this.written = await insertIntoOutbox(this.transaction, drafts);
  }

  /** Bumps the stream heads first: their row locks are what keeps outbox ids of one key in the order of commits. */
  private async encoded(): Promise<OutboxDraft[]> {
    const outgoing = this.outgoing.inOrder();
    const streams = outgoing.map(({ draft: { type, content } }) => ({
      topic: type.topic,
      key: type.keyOf(content as never),
    }));
    const nextSequence = await reserveSequences(this.transaction, streams);
    const said: SaidEvent[] = [];
    const drafts = outgoing.map(({ draft, cause, traceparent }, i) => {
      const { topic, key } = streams[i] as (typeof streams)[number];
      const meta: EventMeta = {
        eventId: uuid7(),
        occurredAt: draft.occurredAt ?? this.now,
        occurredZone: draft.occurredZone ?? null,
        source: { ...cause.source, system: cause.causationId === null ? cause.source.system : this.service },
        entity: cause.entity,
        correlationId: cause.correlationId,
        causationId: cause.causationId,
        aggregateId: key,
        sequence: nextSequence(topic, key),
        mode: cause.mode,
      };
      const value = this.bytesOf(draft.type, { meta, ...draft.content });
      said.push({ type: draft.type, meta, content: draft.content, traceparent });
      return { topic, key, eventId: meta.eventId, eventType: draft.type.name, value, traceparent };
    });
    await this.keepSaid?.(this.transaction, said);
    return drafts;
  }

  /** @throws {Permanent} EVENT_TOO_LARGE; what {@link EventEncoder.encode} throws */
  private bytesOf(type: EventType<any>, event: unknown): Buffer {
    try {
      return this.encoder.encode(type, event);
    } catch (error) {
      if (!(error instanceof EventTooLarge)) throw error;
      throw new Permanent('EVENT_TOO_LARGE', error.message, { eventType: type.name }, { cause: error });
    }
  }

  private ownCause(): Cause {
    if (!this.cause)
      throw new RangeError('this unit of work has no cause of its own: name one for each event and task');
    return this.cause;
  }
}

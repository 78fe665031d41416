import type { Type } from 'avsc';
import { avroType } from './avro-type.js';
import { ContractError, encodingError } from './contract-error.js';
import type { EventMeta } from './generated/common.js';

/** What every event has. */
export interface AnyEvent {
  readonly meta: EventMeta;
}

/** The type of the values of an event: `EventOf<typeof OrderCreated>`. */
export type EventOf<E> = E extends EventType<infer T> ? T : never;

/** How an event is declared; written by the generator. */
export interface EventDefinition {
  /** Full name, such as `penstock.orders.OrderCreated`. */
  readonly name: string;
  readonly topic: string;
  /** The field whose value is the message's key. */
  readonly keyField: string;
  /** Who answers for the event. */
  readonly owner: string;
  /** Whether the followers of a dead letter of the same key wait for a person. */
  readonly onDeadLetter: 'hold' | 'continue';
  /** The self-contained Avro schema as JSON text, as it is registered. */
  readonly schema: string;
}

/** Larger values are encoded twice, as avsc must then learn their size first. Encoding is synchronous, so one space serves all. */
const scratch = Buffer.allocUnsafeSlow(64 * 1024);

/** One kind of event: its name, where it goes, and how its values become bytes. */
export class EventType<T extends AnyEvent = AnyEvent> {
  readonly name: string;
  readonly topic: string;
  readonly keyField: string;
  readonly owner: string;
  readonly onDeadLetter: 'hold' | 'continue';
  readonly schema: string;
  /** Registry subject by TopicRecordNameStrategy: `<topic>-<full name>`. */
  readonly subject: string;
  /** The codec itself, for resolvers. */
  readonly avro: Type;

  constructor(definition: EventDefinition) {
    ({ name: this.name, topic: this.topic, keyField: this.keyField, owner: this.owner } = definition);
    ({ onDeadLetter: this.onDeadLetter, schema: this.schema } = definition);
    this.subject = `${this.topic}-${this.name}`;
    this.avro = avroType(this.schema);
  }

  /**
   * The Avro body, without the wire format's prefix.
   * @throws {ContractError} ENCODING_FAILED, naming the field and what is wrong with it.
   */
  encode(value: T): Buffer {
    try {
      const end = this.avro.encode(value, scratch, 0);
      return end < 0 ? this.avro.toBuffer(value) : Buffer.from(scratch.subarray(0, end));
    } catch (cause) {
      throw encodingError(this.name, this.avro, value, cause);
    }
  }

  /**
   * Reads a body that was written with exactly this schema; for other writers see `resolverFor`.
   * @throws {ContractError} DECODING_FAILED on truncated, trailing or senseless bytes.
   */
  decode(body: Buffer): T {
    return readBody(this.name, () => this.avro.fromBuffer(body) as T);
  }

  /** The message's key: the canonical id of the aggregate that keeps these events in order. */
  keyOf(value: T): string {
    return (value as unknown as Record<string, string>)[this.keyField] as string;
  }
}

export const defineEvent = <T extends AnyEvent>(definition: EventDefinition): EventType<T> =>
  new EventType<T>(definition);

/** Runs a read and says of which event it failed. */
export function readBody<T>(event: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ContractError(
      'DECODING_FAILED',
      `${event}: the bytes cannot be read: ${reason}`,
      { event, reason },
      { cause },
    );
  }
}

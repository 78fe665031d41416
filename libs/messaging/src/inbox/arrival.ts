import { hash } from 'node:crypto';
import type { EventMeta, EventType } from '@penstock/contracts';
import { isUuid7, millisOfUuid7 } from '@penstock/domain';
import type { EventDecoder, ReceivedMessage } from '@penstock/kafka';
import { type FailureRecord, Permanent, recordOf } from '../errors.js';
import type { Handler } from '../handling/handler.js';
import { INBOX_DAYS } from './inbox-store.js';

export type AnyEvent = { readonly meta: EventMeta } & Readonly<Record<string, unknown>>;

/** An event with the handler that is to apply it. */
export interface EventArrival {
  readonly kind: 'event';
  readonly message: ReceivedMessage;
  readonly key: string;
  readonly handler: Handler;
  readonly event: AnyEvent;
  /** SHA-256 of the value bytes, a character a byte: half the time of a buffer. */
  readonly hash: string;
}

/** A message that can never become an event here. */
export interface RefusedArrival {
  readonly kind: 'refused';
  readonly message: ReceivedMessage;
  readonly key: string;
  readonly failure: FailureRecord;
  /** Where its bytes could be read, the event that they are: its owner is to be told. */
  readonly known: { readonly type: EventType; readonly eventId: string; readonly event: AnyEvent } | undefined;
}

/** A message after decoding: an event for a handler, one that nobody here handles, or one that can never be handled. */
export type Arrival =
  | EventArrival
  | RefusedArrival
  | { readonly kind: 'unhandled'; readonly message: ReceivedMessage; readonly eventType: string };

const DAY = 24 * 60 * 60 * 1000;

/** What the runner knows of a service: its decoder and the one handler for each type of event. */
export class Arrivals {
  private readonly handlers: ReadonlyMap<string, Handler>;

  constructor(
    private readonly decoder: EventDecoder,
    handlers: readonly Handler[],
  ) {
    this.handlers = new Map(handlers.map((handler) => [handler.on.name, handler]));
    if (this.handlers.size !== handlers.length)
      throw new RangeError('two handlers of one service listen to the same event');
  }

  /** @throws only when the schema registry cannot be reached: the messages themselves may be fine. */
  async classify(messages: readonly ReceivedMessage[]): Promise<Arrival[]> {
    await this.decoder.meetWriters(messages.flatMap(({ value }) => value ?? []));
    return messages.map((message) => this.classifyOne(message));
  }

  /** Ids of the handlers that may have applied something of a topic; of one by another name than the catalogue's, as in a test, all of them. */
  listeners(topic: string): string[] {
    const all = [...this.handlers.values()];
    const own = all.filter(({ on }) => on.topic === topic);
    return (own.length > 0 ? own : all).map(({ id }) => id);
  }

  private classifyOne(message: ReceivedMessage): Arrival {
    if (!message.value)
      return refused(message, 'NO_VALUE', 'the record has no value; canonical topics carry no tombstones');
    const decoded = this.decoder.decode(message.value, (type) => this.handlers.has(type.name));
    if (decoded.kind === 'undecodable') return refused(message, decoded.code, decoded.reason);
    const handler = this.handlers.get(decoded.type.name);
    if (decoded.kind === 'unwanted' || !handler) return { kind: 'unhandled', message, eventType: decoded.type.name };
    const event = decoded.event as AnyEvent;
    const key = keyOf(message);
    const refuse = (code: string, reason: string) =>
      refused(message, code, reason, { type: decoded.type, eventId: event.meta.eventId, event });
    const ownKey = decoded.type.keyOf(event);
    // Order is kept by key: an event under another key than its aggregate's would overtake the others of it.
    if (key !== ownKey)
      return refuse(
        'WRONG_KEY',
        `the key is "${key}", but that of ${decoded.type.name} is its ${decoded.type.keyField}, "${ownKey}"`,
      );
    const bad = horizonProblem(event.meta.eventId);
    if (bad) return refuse('EVENT_ID_REFUSED', bad);
    return { kind: 'event', message, key, handler, event, hash: hash('sha256', message.value, 'binary') };
  }
}

const keyOf = ({ key }: ReceivedMessage): string => key?.toString('utf8') ?? '';

function refused(
  message: ReceivedMessage,
  code: string,
  reason: string,
  known?: RefusedArrival['known'],
): RefusedArrival {
  const { topic, partition, offset } = message;
  const facts = { topic, partition: String(partition), offset: String(offset) };
  return {
    kind: 'refused',
    message,
    key: keyOf(message),
    failure: recordOf(new Permanent(code, reason, facts)),
    known,
  };
}

/** The inbox remembers ids by the day inside them; an id of a day it does not keep could be applied twice unseen. */
function horizonProblem(eventId: string, nowMillis = Date.now()): string | undefined {
  if (!isUuid7(eventId)) return `event id ${eventId} is not a UUIDv7 in lower case`;
  const age = nowMillis - millisOfUuid7(eventId);
  if (age > (INBOX_DAYS.back - 1) * DAY)
    return `event id ${eventId} is older than the ${INBOX_DAYS.back} days the inbox remembers`;
  if (age < -(INBOX_DAYS.ahead - 1) * DAY)
    return `event id ${eventId} lies ${INBOX_DAYS.ahead} days or more in the future`;
  return undefined;
}

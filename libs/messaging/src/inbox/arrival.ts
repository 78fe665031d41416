import { createHash } from 'node:crypto';
import type { EventMeta } from '@penstock/contracts';
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
  /** SHA-256 of the value bytes. */
  readonly hash: Buffer;
}

/** A message that can never become an event here. */
export interface RefusedArrival {
  readonly kind: 'refused';
  readonly message: ReceivedMessage;
  readonly key: string;
  readonly failure: FailureRecord;
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

  /** @throws only when the schema registry cannot be reached: the message itself may be fine. */
  async classify(message: ReceivedMessage): Promise<Arrival> {
    const key = message.key?.toString('utf8') ?? '';
    const refuse = (code: string, text: string): Arrival => ({
      kind: 'refused',
      message,
      key,
      failure: recordOf(
        new Permanent(code, text, {
          topic: message.topic,
          partition: String(message.partition),
          offset: String(message.offset),
        }),
      ),
    });
    if (!message.value) return refuse('NO_VALUE', 'the record has no value; canonical topics carry no tombstones');
    const decoded = await this.decoder.decode(message.value);
    if (decoded.kind === 'undecodable') return refuse(decoded.code, decoded.reason);
    const handler = this.handlers.get(decoded.type.name);
    if (!handler) return { kind: 'unhandled', message, eventType: decoded.type.name };
    const event = decoded.event as AnyEvent;
    if (!message.key) return refuse('NO_KEY', `${decoded.type.name} came without a key; its key is the aggregate's id`);
    const bad = horizonProblem(event.meta.eventId);
    if (bad) return refuse('EVENT_ID_REFUSED', bad);
    return { kind: 'event', message, key, handler, event, hash: createHash('sha256').update(message.value).digest() };
  }
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

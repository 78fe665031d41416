import type { EventArrival, RefusedArrival } from '../inbox/arrival.js';
import { type FailureRecord, recordOf } from '../errors.js';
import { pauseBeforeRetry } from '../retry-schedule.js';
import type { ParkedMessage } from './parking-store.js';

/** What follows from a failed try. */
export interface Verdict {
  readonly state: 'waiting' | 'dead';
  readonly failure: FailureRecord;
  /** Null when there is no further try. */
  readonly retryInMillis: number | null;
  /** Whether later events of the key must wait: always behind one that will be tried again, behind a dead one unless its handler commutes. */
  readonly closesKey: boolean;
}

export function verdictOn(error: unknown, attempts: number, onDeadLetter: 'hold' | 'continue'): Verdict {
  const failure = recordOf(error);
  const pause = pauseBeforeRetry(failure.kind, attempts);
  if (pause === undefined) return { state: 'dead', failure, retryInMillis: null, closesKey: onDeadLetter === 'hold' };
  return { state: 'waiting', failure, retryInMillis: pause, closesKey: true };
}

export function parkedMessage(
  arrival: EventArrival | RefusedArrival,
  state: ParkedMessage['state'],
  attempts: number,
  failure: FailureRecord | null,
): ParkedMessage {
  const { message, key } = arrival;
  const known = arrival.kind === 'event' ? { type: arrival.handler.on, event: arrival.event } : arrival.known;
  const eventId = known?.event.meta.eventId ?? '';
  return {
    ...{ topic: message.topic, partition: message.partition, offset: message.offset, key },
    // Only what a handler was to apply can hold its key up: a refused event has claimed nothing.
    handler: arrival.kind === 'event' ? arrival.handler.id : null,
    eventId: UUID.test(eventId) ? eventId : null,
    eventType: known?.type.name ?? null,
    ...{ state, value: message.value, headers: message.headers, attempts, failure },
    subjectId: known ? subjectOf(known.event) : null,
  };
}

/** What PostgreSQL takes for one; an id may be refused because it is none. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const subjectOf = (event: Readonly<Record<string, unknown>>): string | null => {
  const personal = event['personal'];
  return typeof personal === 'object' && personal !== null && 'subjectId' in personal
    ? String(personal.subjectId)
    : null;
};

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

export const parkedMessage = (
  arrival: EventArrival | RefusedArrival,
  state: ParkedMessage['state'],
  attempts: number,
  failure: FailureRecord | null,
): ParkedMessage => ({
  topic: arrival.message.topic,
  partition: arrival.message.partition,
  offset: arrival.message.offset,
  key: arrival.key,
  handler: arrival.kind === 'event' ? arrival.handler.id : null,
  eventId: arrival.kind === 'event' ? arrival.event.meta.eventId : null,
  eventType: arrival.kind === 'event' ? arrival.handler.on.name : null,
  state,
  value: arrival.message.value,
  headers: arrival.message.headers,
  attempts,
  failure,
  subjectId: arrival.kind === 'event' ? subjectOf(arrival.event) : null,
});

const subjectOf = (event: Readonly<Record<string, unknown>>): string | null => {
  const personal = event['personal'];
  return typeof personal === 'object' && personal !== null && 'subjectId' in personal
    ? String(personal.subjectId)
    : null;
};

import { logger } from '@penstock/observability';
import type { FailureRecord } from '../errors.js';
import type { EventArrival, RefusedArrival } from './arrival.js';
import type { InboxState } from './inbox-store.js';

const log = logger('messaging.runner');

/** What became of one message. */
export interface Fate {
  readonly arrival: EventArrival | RefusedArrival;
  readonly outcome: InboxState | 'repeated';
  readonly failure?: FailureRecord;
  readonly reason?: string;
}

/**
 * The inbox states to write for a batch's own claims, where they are not simply done. A forged repeat leaves the true event's state alone.
 * @param claimed what the batch claimed
 */
export function inboxStatesOf(
  fates: readonly Fate[],
  claimed: readonly EventArrival[],
): { handler: string; eventId: string; state: InboxState }[] {
  const own = new Set<Fate['arrival']>(claimed);
  return fates.flatMap(({ arrival, outcome }) =>
    arrival.kind === 'event' && outcome !== 'repeated' && outcome !== 'done' && own.has(arrival)
      ? [{ handler: arrival.handler.id, eventId: arrival.event.meta.eventId, state: outcome }]
      : [],
  );
}

/** Writes the one log line of a message. */
export function report({ arrival, outcome, failure, reason }: Fate): void {
  if (outcome !== 'dead' && !failure && !log.isLevelEnabled('info')) return;
  const { message } = arrival;
  const line = {
    outcome,
    topic: message.topic,
    partition: message.partition,
    offset: String(message.offset),
    key: arrival.key,
    ...(arrival.kind === 'event'
      ? {
          handler: arrival.handler.id,
          eventId: arrival.event.meta.eventId,
          correlationId: arrival.event.meta.correlationId,
        }
      : {}),
    ...(failure ? { code: failure.code, failure: failure.message } : {}),
    ...(reason ? { reason } : {}),
    ...(message.headers['traceparent'] ? { trace_id: message.headers['traceparent'].slice(3, 35) } : {}),
  };
  if (outcome === 'dead') log.error({ alarm: 'DEAD_LETTER', ...line }, 'message');
  else if (outcome === 'parked' && failure) log.warn(line, 'message');
  else log.info(line, 'message');
}

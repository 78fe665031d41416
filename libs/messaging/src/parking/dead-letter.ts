import { DeadLettered } from '@penstock/contracts';
import type { Instant } from '@penstock/domain';
import type { FailureRecord } from '../errors.js';
import { causeOf } from '../handling/apply.js';
import { type Cause, say } from '../handling/outgoing.js';
import type { EventArrival, RefusedArrival } from '../inbox/arrival.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';

/**
 * Tells operations, on their own topic, that a message was given up on and who owns it. The bytes stay in the `parked` table.
 * @param firstSeenAt when it was first tried; now, unless it was set aside before
 */
export function announceDeadLetter(
  unit: UnitOfWork,
  service: string,
  arrival: EventArrival | RefusedArrival,
  failure: FailureRecord,
  attempts: number,
  firstSeenAt: Instant = unit.now,
): void {
  const { message, key } = arrival;
  const handled = arrival.kind === 'event' ? arrival : undefined;
  const known = handled
    ? { type: handled.handler.on, eventId: handled.event.meta.eventId }
    : (arrival as RefusedArrival).known;
  const cause: Cause = handled
    ? { ...causeOf(handled.event), traceparent: message.headers['traceparent'] }
    : {
        entity: 'unknown',
        source: { system: service, channel: null },
        correlationId: `${message.topic}/${message.partition}/${message.offset}`,
        causationId: null,
        mode: 'live',
        traceparent: message.headers['traceparent'],
      };
  unit.emit(
    say(DeadLettered, {
      service,
      handler: handled?.handler.id ?? null,
      topic: message.topic,
      partition: message.partition,
      offset: Number(message.offset),
      key,
      eventId: known?.eventId ?? null,
      eventType: known?.type.name ?? null,
      errorCode: failure.code,
      message: failure.message,
      attempts,
      firstSeenAt,
      // Bytes that nobody can read are nobody's event: the platform's own people look first.
      owner: known?.type.owner ?? DeadLettered.owner,
    }),
    cause,
  );
}

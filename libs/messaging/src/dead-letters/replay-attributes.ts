import type { Arrival } from '../inbox/arrival.js';
import type { Position } from './position.js';

/** What people search a replay's span by; names: https://opentelemetry.io/docs/specs/semconv/messaging/kafka/ */
export const replayAttributes = (
  { topic, partition, offset }: Position,
  arrival: Arrival,
): Record<string, string | number> => ({
  'messaging.system': 'kafka',
  'messaging.operation.type': 'process',
  'messaging.destination.name': topic,
  'messaging.destination.partition.id': String(partition),
  'messaging.kafka.offset': Number(offset),
  ...(arrival.kind === 'event'
    ? {
        'penstock.event.id': arrival.event.meta.eventId,
        'penstock.correlation.id': arrival.event.meta.correlationId,
      }
    : {}),
});

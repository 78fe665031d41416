import type { EventMeta, EventType } from '@penstock/contracts';
import { instantOfMillis, uuid7 } from '@penstock/domain';
import type { ReceivedMessage } from '@penstock/kafka';
import { plainCodec } from './plain-codec.js';

/** A `meta` for tests; every field may be given. */
export const aMeta = (given: Partial<EventMeta> = {}): EventMeta => ({
  eventId: uuid7(),
  occurredAt: instantOfMillis(Date.now()),
  occurredZone: null,
  source: { system: 'odoo:main', channel: null },
  entity: 'main',
  correlationId: 'story-1',
  causationId: null,
  aggregateId: 'aggregate-1',
  sequence: 1,
  mode: 'live',
  ...given,
});

/** An event as Kafka would hand it over. */
export function aMessage(
  type: EventType,
  event: { meta: EventMeta },
  at: { partition?: number; offset: bigint },
): ReceivedMessage {
  return {
    topic: type.topic,
    partition: at.partition ?? 0,
    offset: at.offset,
    key: Buffer.from(type.keyOf(event)),
    value: plainCodec.encode(type, event),
    headers: {},
    timestamp: Date.now(),
  };
}

import type { EventMeta } from '@penstock/contracts';
import { type Instant, instant, instantOfMillis, isoOf, millisOfUuid7 } from '@penstock/domain';
import { type Facts, Permanent } from '../errors.js';

/** How long after its event id a fact may say that it happened: more than two clocks differ by, less than two time zones do. */
const CLOCKS_DIFFER_MICROS = 60 * 60 * 1_000_000;

/** Nothing that a retailer keeps happened before: such a time is one in seconds or milliseconds. */
const EARLIEST = instant('2000-01-01T00:00:00Z');

const OFFSET = /^(?:Z|[+-]\d\d:?\d\d)$/;

/** When the fact was recorded: the time inside its event id. */
export const recordedAt = ({ eventId }: Pick<EventMeta, 'eventId'>): Instant => instantOfMillis(millisOfUuid7(eventId));

/**
 * Whether an instant lies after the event that states it as something past. Asked of the event alone and not of the clock here, so that a
 * replay next month finds what the first try found.
 */
export const liesAhead = (meta: Pick<EventMeta, 'eventId'>, at: Instant): boolean =>
  at > millisOfUuid7(meta.eventId) * 1000 + CLOCKS_DIFFER_MICROS;

/**
 * The rules of `meta`, which a schema cannot state. Run for every event, so it compares and no more.
 * @param key of the message
 * @throws {Permanent} with a sentence that tells the producer what to do
 */
export function checkMeta(meta: EventMeta, key: string): void {
  if (meta.aggregateId !== key)
    refuse(
      meta,
      'AGGREGATE_NOT_KEY',
      `aggregateId is "${meta.aggregateId}" and the key is "${key}": both name the aggregate whose order is kept, so put the key into both`,
    );
  if (meta.mode === 'UNKNOWN')
    refuse(meta, 'MODE_UNKNOWN', 'mode is UNKNOWN: say live, or backfill for history that nobody is to act on');
  if (meta.sequence < 1)
    refuse(meta, 'SEQUENCE_NOT_POSITIVE', `sequence is ${meta.sequence}: count your events of this aggregate from 1`);
  if (meta.entity === '') refuse(meta, 'ENTITY_MISSING', 'entity is empty: name the company or brand, such as main');
  if (meta.correlationId === '')
    refuse(
      meta,
      'CORRELATION_MISSING',
      'correlationId is empty: name the story, such as the canonical id of the order',
    );
  if (meta.source.system === '')
    refuse(meta, 'SOURCE_MISSING', 'source.system is empty: name your system with its instance, such as till:berlin');
  if (meta.occurredZone !== null && !OFFSET.test(meta.occurredZone))
    refuse(
      meta,
      'ZONE_NOT_OFFSET',
      `occurredZone is "${meta.occurredZone}": give the offset of that moment, such as +01:00, or null`,
    );
  if (meta.occurredAt < EARLIEST)
    refuse(
      meta,
      'OCCURRED_LONG_AGO',
      `occurredAt is ${isoOf(meta.occurredAt)}: count microseconds since 1970, not seconds or milliseconds`,
    );
  if (liesAhead(meta, meta.occurredAt))
    refuse(
      meta,
      'OCCURRED_IN_FUTURE',
      `occurredAt is ${isoOf(meta.occurredAt)}, and the event's id was made at ${isoOf(recordedAt(meta))}: give the time in UTC, and look at the clock`,
    );
}

function refuse(meta: EventMeta, code: string, problem: string): never {
  const facts: Facts = { system: meta.source.system, aggregateId: meta.aggregateId };
  throw new Permanent(code, `meta.${problem}`, facts);
}

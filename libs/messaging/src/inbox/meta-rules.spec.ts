import type { EventMeta } from '@penstock/contracts';
import { instant, instantOfMillis, uuid7 } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { Permanent } from '../errors.js';
import { aMeta } from '../testing/messages.js';
import { checkMeta } from './meta-rules.js';

const HOUR = 60 * 60 * 1000;
const judged = (given: Partial<EventMeta>) => () => checkMeta(aMeta({ aggregateId: 'ord_1', ...given }), 'ord_1');
const source = (system: string) => ({ system, channel: null });

describe('what every event must hold beside its schema', () => {
  it.each<[string, Partial<EventMeta>]>([
    ['AGGREGATE_NOT_KEY', { aggregateId: 'ord_2' }],
    ['MODE_UNKNOWN', { mode: 'UNKNOWN' }],
    ['SEQUENCE_NOT_POSITIVE', { sequence: 0 }],
    ['ENTITY_MISSING', { entity: '' }],
    ['CORRELATION_MISSING', { correlationId: '' }],
    ['SOURCE_MISSING', { source: source('') }],
    ['ZONE_NOT_OFFSET', { occurredZone: 'Europe/Berlin' }],
    ['OCCURRED_LONG_AGO', { occurredAt: instantOfMillis(Date.now() / 1000) }],
    ['OCCURRED_IN_FUTURE', { occurredAt: instantOfMillis(Date.now() + 2 * HOUR) }],
  ])('is refused for good as %s', (code, given) => {
    expect(judged(given)).toThrow(Permanent);
    expect(judged(given)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(/^meta\..*: /) }));
  });

  it.each<[string, Partial<EventMeta>]>([
    ['history', { mode: 'backfill', occurredAt: instant('2009-03-01T00:00:00Z') }],
    ['an offset in each way that ISO 8601 has', { occurredZone: '-0530' }],
    ['UTC', { occurredZone: 'Z' }],
    ['a clock that is a little ahead', { occurredAt: instantOfMillis(Date.now() + HOUR / 2) }],
  ])('lets %s pass', (_, given) => {
    expect(judged(given)).not.toThrow();
  });

  it('is judged by the event and not by the clock, so that a replay finds the same', () => {
    const longAgo = Date.now() - 30 * 24 * HOUR;
    const eventId = uuid7(longAgo).replace(/^.{13}/, uuid7At(longAgo));
    expect(judged({ eventId, occurredAt: instantOfMillis(longAgo + 2 * HOUR) })).toThrow('meta.occurredAt');
  });
});

/** The time of a UUIDv7: {@link uuid7} itself never goes back. */
const uuid7At = (millis: number): string =>
  millis
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/, '$1-');

import { decimal, instant } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { allEvents, catalogueOf, ContractError, eventNamed, StockAdjusted, topics } from './index.js';
import { randomValue, seeded } from './random-values.fixture.js';
import type { RecordSchema } from './schema/avro.js';

const adjusted: StockAdjusted = {
  meta: {
    eventId: '01a1fd81-7745-765f-9e2f-e9779bfdec84',
    occurredAt: instant('2026-11-21T09:08:00.123456Z'),
    occurredZone: '-05:00',
    source: { system: 'odoo:main', channel: null },
    entity: 'main',
    correlationId: 'story',
    causationId: null,
    aggregateId: 'prd_1',
    sequence: 7,
    mode: 'live',
  },
  productId: 'prd_1',
  locationId: 'loc_1',
  delta: { amount: decimal('-12.5'), unit: 'unit' },
  cause: 'SALE',
  odooMoveId: null,
  effectiveAt: instant('2026-11-21T09:08:01.000001Z'),
};

const faultOf = (value: unknown): ContractError => {
  try {
    StockAdjusted.encode(value as StockAdjusted);
  } catch (error) {
    return error as ContractError;
  }
  throw new Error('the value was encoded');
};

describe.each(allEvents.map((event) => [event.name, event] as const))('%s', (name, event) => {
  it('gives back every value it was given', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const value = randomValue(JSON.parse(event.schema) as RecordSchema, seeded(seed)) as StockAdjusted;
      expect(event.decode(event.encode(value)), `${name}, seed ${seed}`).toEqual(value);
    }
  });

  it('is found by its name, is in the catalogue, and its topic exists', () => {
    expect(eventNamed(name)).toBe(event);
    expect(catalogueOf(event)).toMatchObject({ owner: event.owner, key: event.keyField });
    expect(topics.map((topic) => topic.name)).toContain(event.topic);
  });
});

describe('an event type', () => {
  it('knows key and subject', () => {
    expect(StockAdjusted.keyOf(adjusted)).toBe('prd_1');
    expect(StockAdjusted.subject).toBe('retail.inventory.v1-penstock.inventory.StockAdjusted');
  });

  it('encodes the same value to the same bytes, also after a value was refused halfway', () => {
    const before = StockAdjusted.encode(adjusted);
    expect(() => StockAdjusted.encode({ ...adjusted, cause: 'THEFT' as 'SALE' })).toThrow(ContractError);
    expect(StockAdjusted.encode(adjusted)).toEqual(before);
  });

  it('encodes values larger than its scratch space', () => {
    const large = { ...adjusted, productId: 'x'.repeat(100_000) };
    expect(StockAdjusted.decode(StockAdjusted.encode(large)).productId).toHaveLength(100_000);
  });

  it.each([
    ['cause', { ...adjusted, cause: 'THEFT' }, 'is not one of UNKNOWN, SALE'],
    ['delta.amount', { ...adjusted, delta: { amount: decimal('0.0000000001'), unit: 'unit' } }, 'more than 9 decimals'],
    ['delta.amount', { ...adjusted, delta: { amount: 12.5, unit: 'unit' } }, '12.5 (number) is not a Decimal'],
    [
      'meta.occurredAt',
      { ...adjusted, meta: { ...adjusted.meta, occurredAt: 1.5 } },
      '1.5 (number) is not a valid long',
    ],
    ['productId', { ...adjusted, productId: undefined }, 'a missing value is not a valid string'],
    ['odooMoveId', { ...adjusted, odooMoveId: '12' }, 'is not a valid long or null'],
  ])('names the field it refuses: %s', (path, value, reason) => {
    const fault = faultOf(value);
    expect(fault).toMatchObject({ code: 'ENCODING_FAILED', facts: { event: StockAdjusted.name, path } });
    expect(fault.message).toContain(reason);
  });

  it('does not repeat a text it refuses, for it may be personal', () => {
    expect(faultOf({ ...adjusted, odooMoveId: 'Jane Doe' }).message).not.toContain('Jane');
  });
});

describe('bytes that are no event', () => {
  const bytes = StockAdjusted.encode(adjusted);

  it.each([
    ['truncated', bytes.subarray(0, 40)],
    ['trailing', Buffer.concat([bytes, Buffer.from([0])])],
    ['empty', Buffer.alloc(0)],
  ])('are refused where they are %s', (_, body) => {
    expect(() => StockAdjusted.decode(body)).toThrow(ContractError);
  });

  it('are refused at once, whatever they are, or read as an event', () => {
    const random = seeded(42);
    for (const event of allEvents) {
      for (let run = 0; run < 200; run += 1) {
        const body = Buffer.from(
          Array.from({ length: 300 }, () => (random() < 0.5 ? 255 : Math.floor(random() * 256))),
        );
        expect(() => event.decode(body)).toThrow(ContractError);
      }
    }
  });
});

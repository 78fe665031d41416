import { catalogueOf, type EventMeta, StockAdjusted } from '@penstock/contracts';
import { decimal, type Instant } from '@penstock/domain';
/* eslint-disable @nx/enforce-module-boundaries -- a service is no library, but its own rules are what is asked here, not a copy of them */
import { migrations } from '@penstock/inventory-propagator/src/migrations/index.js';
import { inventoryPropagator } from '@penstock/inventory-propagator/src/service.js';
/* eslint-enable @nx/enforce-module-boundaries */
import { aMessage, aMeta, type ServiceUnderTest } from '@penstock/messaging/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadLetters, introduce, stockKeeper } from './stock-keeper.js';

const inventory = { ...inventoryPropagator({ entity: 'main', channels: [], compareHoldMs: 0 }), migrations };
const productId = 'prd_kept-in-pieces';
const locationId = 'loc_main';

/** A movement whose schema is fine, whatever its content says. */
const moved = (offset: number, { amount, unit }: { amount: string; unit: string }, given: Partial<EventMeta> = {}) => {
  const meta = aMeta({ aggregateId: productId, source: { system: 'till:berlin', channel: 'berlin' }, ...given });
  const content = { productId, locationId, delta: { amount: decimal(amount), unit }, effectiveAt: meta.occurredAt };
  const event = { meta, ...content, cause: 'CORRECTION', odooMoveId: null } as const;
  return aMessage(StockAdjusted, event, { offset: BigInt(offset) });
};

describe('an event whose schema is fine but whose content breaks a rule', () => {
  let service: ServiceUnderTest;
  const value = moved(0, { amount: '5', unit: 'kg' });

  beforeAll(async () => {
    service = await stockKeeper(inventory);
    await introduce(service, locationId, { id: productId, unit: 'unit' });
    await service.deliver([value, moved(1, { amount: '1', unit: 'unit' })]);
  });
  afterAll(() => service.close());

  it('becomes a dead letter at once, announced with the rule it breaks and the owner whom the catalogue names', async () => {
    expect(await deadLetters(service)).toMatchObject([
      {
        service: 'inventory-propagator',
        handler: 'inventory-propagator.stock-adjusted',
        topic: StockAdjusted.topic,
        key: productId,
        eventType: StockAdjusted.name,
        errorCode: 'UNIT_MISMATCH',
        message: expect.stringContaining(`the stock of ${productId} is kept in unit, not in kg`) as string,
        attempts: 1,
        owner: catalogueOf(StockAdjusted).owner,
      },
    ]);
  });

  it('is kept with its bytes and the facts, and its followers wait behind it as the catalogue says', async () => {
    expect(StockAdjusted.onDeadLetter).toBe('hold');
    const rows = await service.database.query<object[]>(
      `SELECT position::int, state, value, failure -> 'facts' AS facts FROM parked ORDER BY position`,
    );
    expect(rows).toMatchObject([
      { position: 0, state: 'dead', value: value.value, facts: { quantity: '5 kg', unit: 'unit' } },
      { position: 1, state: 'waiting', facts: null },
    ]);
  });

  it('changes no stock', async () => {
    expect(await service.database.query('SELECT * FROM stock_movement')).toEqual([]);
  });
});

const HOUR_MICROS = 60 * 60 * 1_000_000;
const ONE = { amount: '1', unit: 'unit' };
const now = aMeta().occurredAt;

describe('an event whose schema is fine but whose meta breaks a rule', () => {
  it.each<[string, string, Partial<EventMeta>]>([
    ['another aggregate than the key', 'AGGREGATE_NOT_KEY', { aggregateId: 'prd_another' }],
    ['no mode', 'MODE_UNKNOWN', { mode: 'UNKNOWN' }],
    ['local time for UTC', 'OCCURRED_IN_FUTURE', { occurredAt: (now + 2 * HOUR_MICROS) as Instant }],
    ['milliseconds for microseconds', 'OCCURRED_LONG_AGO', { occurredAt: Math.floor(now / 1000) as Instant }],
    ['a sequence that begins at zero', 'SEQUENCE_NOT_POSITIVE', { sequence: 0 }],
    ['no entity', 'ENTITY_MISSING', { entity: '' }],
    ['no story', 'CORRELATION_MISSING', { correlationId: '' }],
    ['a zone by its name', 'ZONE_NOT_OFFSET', { occurredZone: 'Europe/Berlin' }],
  ])(
    'which says %s, is %s: announced with its owner, its followers wait, and a replay finds the same',
    async (_, errorCode, given) => {
      const service = await stockKeeper(inventory);
      await introduce(service, locationId, { id: productId, unit: 'unit' });
      await service.deliver([moved(0, ONE, given), moved(1, ONE)]);

      const [letter] = await deadLetters(service);
      expect(letter).toMatchObject({ errorCode, key: productId, owner: catalogueOf(StockAdjusted).owner, attempts: 1 });
      const states = () =>
        service.database.query<object[]>('SELECT position::int, state FROM parked ORDER BY position');
      const held = [{ position: 0, state: 'dead' }, { position: 1, state: 'waiting' }]; // prettier-ignore
      expect(await states()).toEqual(held);

      const decision = { actor: 'ada', reason: 'is it still so?' };
      const at = { topic: StockAdjusted.topic, partition: 0, offset: 0n };
      expect(await service.deadLetters.replay(at, decision)).toMatchObject({
        outcome: 'failed',
        error: { code: errorCode },
      });
      expect(await states()).toEqual(held);
      expect(await service.database.query('SELECT * FROM stock_movement')).toEqual([]);
      await service.close();
    },
  );
});

describe('an event under another key than its own', () => {
  it('is refused before anything is claimed, holds nothing up, and is known by its type and its owner', async () => {
    const service = await stockKeeper(inventory);
    await introduce(service, locationId, { id: productId, unit: 'unit' });
    const wrong = { ...moved(0, ONE), key: Buffer.from('TEE-BLACK-M') };
    await service.deliver([wrong, moved(1, ONE)]);
    const { items } = await service.deadLetters.list({}, { limit: 10 });
    expect(items).toMatchObject([
      {
        error: { code: 'WRONG_KEY' },
        ...{ eventType: StockAdjusted.name, owner: StockAdjusted.owner, handler: null, followers: 0 },
      },
    ]);
    expect(await service.database.query('SELECT event_id FROM stock_movement')).toHaveLength(1);
    await service.close();
  });
});

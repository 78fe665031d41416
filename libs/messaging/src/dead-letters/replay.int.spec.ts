import { wire } from '@penstock/contracts';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failing, moved, statesIn, storyOf, tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import type { Position } from './position.js';

const TOPIC = 'retail.inventory.v1';
const decision = { actor: 'ada', reason: 'ticket 7' };
const at = (offset: number): Position => ({ topic: TOPIC, partition: 0, offset: BigInt(offset) });

let service: ServiceUnderTest;
const rows = (sql: string) => service.query(sql);
const story = (product: string) => storyOf(service, product);
const states = () => statesIn(service);
/** Tries what is due, and no more. */
const retryDue = async () => {
  while (await service.retrier.tryNext());
};
const everything = () =>
  rows(`SELECT (SELECT json_agg(p ORDER BY position)::text FROM parked p) AS parked, (SELECT json_agg(i ORDER BY position)::text FROM inbox i) AS inbox,
    (SELECT json_agg(k)::text FROM key_head k) AS heads, (SELECT json_agg(t)::text FROM tally t WHERE story <> '') AS tally,
    (SELECT count(*) FROM outbox) AS outbox, (SELECT count(*) FROM operator_action) AS actions`);

beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  failing.clear();
  await service.empty();
});
afterAll(() => service?.close());

/** A dead letter `a` of p1 at offset 0, behind which `b` and `c` wait; p2 is well. */
async function deadHead(): Promise<void> {
  failing.set('a', 'permanent');
  await service.deliver(
    [moved('p1', 'a', '1', 0), moved('p1', 'b', '1', 1), moved('p2', 'x', '1', 2), moved('p1', 'c', '1', 3)],
    service.anotherRunner(),
  );
  failing.clear();
}

describe('a replay', () => {
  it('applies a dead letter, and its followers go on in order', async () => {
    await deadHead();
    const result = await service.deadLetters.replay(at(0), decision);
    expect(result).toMatchObject({
      service: 'tally',
      id: `${TOPIC}/0/0`,
      outcome: 'done',
      preview: false,
      followers: 2,
      effects: { saves: { tally: 1 }, events: { 'penstock.inventory.AvailabilityChanged': 1 }, tasks: {} },
    });
    await retryDue();
    expect(await story('p1')).toBe('a b c ');
    expect(await states()).toEqual(['done 4']);
    expect(await rows('SELECT * FROM parked')).toEqual([]);
    expect(await rows('SELECT * FROM key_head')).toEqual([]);
  });

  it('asked for ten times at once, while retries run, applies once', async () => {
    await deadHead();
    const asked = Array.from({ length: 10 }, () => service.deadLetters.replay(at(0), decision));
    const [results] = await Promise.all([Promise.all(asked), retryDue(), retryDue()]);
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual([
      'done',
      ...Array.from({ length: 9 }, () => 'gone'),
    ]);
    await retryDue();
    expect(await story('p1')).toBe('a b c ');
    expect(
      await rows(`SELECT count(*)::int AS count FROM outbox WHERE event_type LIKE '%AvailabilityChanged'`),
    ).toEqual([{ count: 4 }]);
  });

  it('of what was redelivered meanwhile finds it claimed, and redelivery after it finds it done', async () => {
    failing.set('a', 'permanent');
    const message = moved('p1', 'a', '1', 0);
    await service.deliver([message], service.anotherRunner());
    failing.clear();
    await service.deliver([{ ...message, offset: 1n }], service.anotherRunner());
    expect(await story('p1')).toBe('');
    await service.deadLetters.replay(at(0), decision);
    await service.deliver([{ ...message, offset: 2n }], service.anotherRunner());
    expect(await story('p1')).toBe('a ');
  });

  it('that fails again keeps the letter, its key held, and the newest error', async () => {
    await deadHead();
    failing.set('a', 'bug');
    const result = await service.deadLetters.replay(at(0), decision);
    expect(result).toMatchObject({ outcome: 'failed', error: { kind: 'unexpected', code: 'TypeError' } });
    await retryDue();
    expect(await story('p1')).toBe('');
    const shown = await service.deadLetters.show(at(0));
    expect(shown).toMatchObject({
      state: 'dead',
      attempts: 2,
      error: { code: 'TypeError' },
      stack: expect.stringContaining('runner.fixture'),
      followers: 2,
    });
    expect(shown?.actions[0]).toMatchObject({
      actor: 'ada',
      action: 'replay',
      outcome: 'failed',
      errorCode: 'TypeError',
    });
  });

  it('whose statement the database refuses is a failed one, not a lost one', async () => {
    failing.set('a', 'permanent');
    await service.deliver([moved('p1', 'a', '5000', 0)], service.anotherRunner());
    failing.clear();
    expect(await service.deadLetters.replay(at(0))).toMatchObject({ outcome: 'failed', preview: true });
    expect(await service.deadLetters.replay(at(0), decision)).toMatchObject({ outcome: 'failed' });
    expect(await states()).toEqual(['dead 1']);
    expect(await rows('SELECT state, attempts FROM parked')).toEqual([{ state: 'dead', attempts: 2 }]);
  });

  it('of the next one to be retried tries it now, and of a follower is refused', async () => {
    failing.set('a', 'missing');
    await service.deliver([moved('p1', 'a', '1', 0), moved('p1', 'b', '1', 1)], service.anotherRunner());
    failing.clear();
    expect(await service.deadLetters.replay(at(1), decision)).toMatchObject({
      outcome: 'blocked',
      reason: `${TOPIC}/0/0 comes first`,
    });
    expect(await service.deadLetters.replay(at(0), decision)).toMatchObject({ outcome: 'done', followers: 1 });
    await retryDue();
    expect(await story('p1')).toBe('a b ');
  });

  it('of bytes that can be read by now claims the event and applies it', async () => {
    const readable = moved('p1', 'a', '1', 0);
    const poison = { ...readable, value: Buffer.from('not avro') };
    await service.deliver([poison, moved('p1', 'b', '1', 1)], service.anotherRunner());
    expect(await service.deadLetters.replay(at(0), decision)).toMatchObject({
      outcome: 'failed',
      error: { code: 'UNDECODABLE' },
    });
    expect(await rows('SELECT * FROM key_head')).toEqual([]);
    // As if the schema had been registered: the bytes now mean something.
    await service.database.query('UPDATE parked SET value = $1', [readable.value]);
    expect(await service.deadLetters.replay(at(0))).toMatchObject({ outcome: 'done', preview: true });
    expect(await service.deadLetters.replay(at(0), decision)).toMatchObject({ outcome: 'done' });
    expect(await story('p1')).toBe('b a ');
    expect(await states()).toEqual(['done 2']);
    expect(await rows('SELECT * FROM parked')).toEqual([]);
  });

  it('of a used id with other content is refused again, and of a repeat that could not be read finds it applied', async () => {
    const first = moved('p1', 'a', '1', 0, '01900000-0000-7000-8000-000000000000'.replace(/^.{13}/, idOfToday));
    const { eventId } = eventOf(first.value!);
    await service.deliver([first, moved('p1', 'forged', '50', 1, eventId)], service.anotherRunner());
    expect(await service.deadLetters.replay(at(1), decision)).toMatchObject({ error: { code: 'EVENT_ID_REUSED' } });
    await service.database.query('UPDATE parked SET value = $1', [first.value]);
    expect(await service.deadLetters.replay(at(1), decision)).toMatchObject({ outcome: 'repeated' });
    expect(await story('p1')).toBe('a ');
  });
});

const idOfToday = () => {
  const hex = Date.now().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
};
const eventOf = (value: Buffer): { eventId: string } => {
  const hex = wire.unframe(value).body.toString('latin1');
  return { eventId: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/.exec(hex)![0] };
};

describe('a preview', () => {
  it('says what would happen and changes nothing', async () => {
    await deadHead();
    const before = await everything();
    expect(await service.deadLetters.replay(at(0))).toMatchObject({
      outcome: 'done',
      preview: true,
      effects: { saves: { tally: 1 }, events: { 'penstock.inventory.AvailabilityChanged': 1 } },
    });
    expect(await service.deadLetters.discard(at(0))).toMatchObject({
      outcome: 'discarded',
      preview: true,
      followers: 2,
    });
    failing.set('a', 'bug');
    expect(await service.deadLetters.replay(at(0))).toMatchObject({ outcome: 'failed', error: { code: 'TypeError' } });
    expect(await everything()).toEqual(before);
  });
});

describe('a filter', () => {
  beforeEach(async () => {
    failing.set('a', 'permanent').set('b', 'bug');
    await service.deliver(
      ['a', 'a', 'b', 'a'].map((location, i) => moved(`p${i}`, location, '1', i)),
      service.anotherRunner(),
    );
    await rows(`UPDATE parked SET parked_at = '2026-11-20T10:00:00Z' WHERE position = 3`);
    failing.clear();
  });
  const found = async (filter: object) =>
    (await service.deadLetters.list(filter, { limit: 10 })).items.map(({ key }) => key);

  it('finds by state, topic, key, event, error and time', async () => {
    expect(await found({})).toEqual(['p0', 'p1', 'p3']);
    expect(await found({ state: 'all' })).toEqual(['p0', 'p1', 'p2', 'p3']);
    expect(await found({ state: 'waiting' })).toEqual(['p2']);
    expect(await found({ key: 'p1' })).toEqual(['p1']);
    expect(await found({ topic: 'retail.orders.v1' })).toEqual([]);
    expect(await found({ eventType: 'StockAdjusted' })).toEqual(['p0', 'p1', 'p3']);
    expect(await found({ eventType: 'Adjusted' })).toEqual([]);
    expect(await found({ state: 'all', errorCode: 'TypeError' })).toEqual(['p2']);
    expect(await found({ from: '2026-11-20T09:00:00Z', to: '2026-11-20T11:00:00+00:00' })).toEqual(['p3']);
  });

  it('is replayed page by page, at a rate, each page saying where the next one begins', async () => {
    const begun = performance.now();
    const first = await service.deadLetters.replayAll({ filter: {}, limit: 2, rate: 20 }, decision);
    expect(performance.now() - begun).toBeGreaterThan(90);
    expect(first).toMatchObject({ next: `${TOPIC}/0/1`, items: [{ outcome: 'done' }, { outcome: 'done' }] });
    const second = await service.deadLetters.replayAll({ filter: {}, after: at(1), limit: 2 }, decision);
    expect(second).toMatchObject({ next: null, items: [{ id: `${TOPIC}/0/3`, outcome: 'done' }] });
  });

  it('with a time range replays only what was set aside in it', async () => {
    const filter = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
    const { items } = await service.deadLetters.replayAll({ filter, limit: 10 }, decision);
    expect(items.map(({ id }) => id)).toEqual([`${TOPIC}/0/3`]);
    expect(await found({})).toEqual(['p0', 'p1']);
  });
});

describe('a discarded message', () => {
  it('has no effect ever, its followers go on, and its row stays', async () => {
    await deadHead();
    expect(await service.deadLetters.discard(at(0), decision)).toMatchObject({ outcome: 'discarded', followers: 2 });
    await retryDue();
    expect(await story('p1')).toBe('b c ');
    expect(await rows('SELECT state FROM parked')).toEqual([{ state: 'discarded' }]);
    expect(await rows('SELECT * FROM key_head')).toEqual([]);
    expect(await service.deadLetters.replay(at(0), decision)).toMatchObject({ outcome: 'gone' });
    expect(await service.deadLetters.discard(at(0), decision)).toMatchObject({ outcome: 'gone' });
    expect(await story('p1')).toBe('b c ');
  });

  it('may be one that would have been retried', async () => {
    failing.set('a', 'missing');
    await service.deliver([moved('p1', 'a', '1', 0), moved('p1', 'b', '1', 1)], service.anotherRunner());
    await service.deadLetters.discard(at(0), decision);
    await retryDue();
    expect(await story('p1')).toBe('b ');
    expect(await states()).toEqual(['dead 1', 'done 1']);
  });
});

describe('a decision', () => {
  it('is on record with actor and reason, and nobody can change the record', async () => {
    await deadHead();
    await service.deadLetters.replay(at(0), { actor: 'grace', reason: 'Odoo is back' });
    const { items } = await service.deadLetters.actions({ limit: 1 });
    expect(items).toMatchObject([
      { actor: 'grace', reason: 'Odoo is back', action: 'replay', outcome: 'done', id: `${TOPIC}/0/0`, key: 'p1' },
    ]);
    for (const change of [
      'UPDATE operator_action SET actor = 1',
      'DELETE FROM operator_action',
      'TRUNCATE operator_action',
    ])
      await expect(rows(change)).rejects.toThrow('never changed or deleted');
  });
});

import { AvailabilityChanged, DeadLettered, StockAdjusted } from '@penstock/contracts';
import { isoOf, uuid7 } from '@penstock/domain';
import type { Position } from '@penstock/kafka';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceUnderTest } from '../testing/index.js';
import { failing, moved, statesIn, storyOf, tallyOn } from './runner.fixture.js';

let service: ServiceUnderTest;
const rows = (sql: string) => service.query(sql);
const story = (product: string) => storyOf(service, product);
const states = () => statesIn(service);
const positions = (runner = service.anotherRunner()) => runner.positions(StockAdjusted.topic, [0, 1]);

beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  failing.clear();
  await service.empty();
});
afterAll(() => service?.close());

describe('a batch', () => {
  it('applies each event once, says what follows in order, and moves the offset with it', async () => {
    const { resolved } = await service.deliver(
      [moved('p1', 'a', '5', 0), moved('p2', 'b', '1', 1), moved('p1', 'c', '-2', 2)],
      service.anotherRunner(),
    );
    expect(await rows('SELECT product_id, total::text, story FROM tally ORDER BY 1')).toEqual([
      { product_id: 'p1', total: '3', story: 'a c ' },
      { product_id: 'p2', total: '1', story: 'b ' },
    ]);
    expect((await service.outbox(AvailabilityChanged)).map(({ key }) => key)).toEqual(['p1', 'p2', 'p1']);
    expect(await rows('SELECT next_offset::text FROM consumer_offset')).toEqual([{ next_offset: '3' }]);
    expect(await states()).toEqual(['done 3']);
    expect(resolved).toEqual([2n]);
  });

  it('numbers the events of a stream from 1 without gaps', async () => {
    await service.deliver([moved('p1', 'a', '5', 0), moved('p1', 'b', '5', 1)], service.anotherRunner());
    await service.deliver([moved('p1', 'c', '5', 2)], service.anotherRunner());
    const sequences = (await service.outbox(AvailabilityChanged)).map(({ event }) => event.meta.sequence);
    expect(sequences).toEqual([1, 2, 3]);
  });

  it('delivered twice, to two processes, changes nothing twice', async () => {
    const batch = [moved('p1', 'a', '5', 0), moved('p1', 'b', '1', 1)];
    await service.deliver(batch, service.anotherRunner());
    await service.deliver(batch, service.anotherRunner());
    expect(await story('p1')).toBe('a b ');
    expect(await service.outbox(AvailabilityChanged)).toHaveLength(2);
  });

  it('recognises an event that was produced twice, at two offsets, also within one batch', async () => {
    const id = uuid7();
    const first = moved('p1', 'a', '5', 0, id);
    await service.deliver([first, { ...first, offset: 1n }], service.anotherRunner());
    await service.deliver([{ ...first, offset: 2n }], service.anotherRunner());
    expect(await story('p1')).toBe('a ');
    expect(await states()).toEqual(['done 1']);
  });

  it('refuses a used event id that comes with other content, and says so', async () => {
    const id = uuid7();
    await service.deliver([moved('p1', 'a', '5', 0, id), moved('p1', 'forged', '50', 1, id)], service.anotherRunner());
    await service.deliver([moved('p1', 'forged too', '50', 2, id)], service.anotherRunner());
    expect(await story('p1')).toBe('a ');
    expect(await rows(`SELECT state, failure->>'code' AS code FROM parked`)).toEqual([
      { state: 'dead', code: 'EVENT_ID_REUSED' },
      { state: 'dead', code: 'EVENT_ID_REUSED' },
    ]);
    expect(await service.outbox(DeadLettered)).toHaveLength(2);
    expect(await states()).toEqual(['done 1']);
  });

  it('keeps bytes that are no event as a dead letter and goes on', async () => {
    const poison = { ...moved('p1', 'x', '1', 0), value: Buffer.from('not avro') };
    const truncated = moved('p1', 'y', '1', 1);
    await service.deliver(
      [poison, { ...truncated, value: truncated.value!.subarray(0, 20) }, moved('p1', 'a', '1', 2)],
      service.anotherRunner(),
    );
    expect(await story('p1')).toBe('a ');
    expect(await rows('SELECT value, handler, event_id FROM parked ORDER BY position LIMIT 1')).toEqual([
      { value: Buffer.from('not avro'), handler: null, event_id: null },
    ]);
    expect(await service.outbox(DeadLettered)).toHaveLength(2);
  });

  it('refuses an event id outside the days the inbox remembers', async () => {
    const old = uuid7(Date.now() - 200 * 24 * 3600 * 1000).replace(/^.{8}-.{4}/, '01800000-0000');
    await service.deliver([moved('p1', 'a', '1', 0, old)], service.anotherRunner());
    expect(await rows(`SELECT failure->>'code' AS code FROM parked`)).toEqual([{ code: 'EVENT_ID_REFUSED' }]);
    const [announced] = await service.outbox(DeadLettered);
    expect(announced?.event).toMatchObject({
      eventId: old,
      eventType: StockAdjusted.name,
      owner: StockAdjusted.owner,
    });
  });

  it.each([['p2'], [null]])('refuses an event under the key %s, which is not that of its aggregate', async (key) => {
    const wrong = { ...moved('p1', 'a', '1', 0), key: key === null ? null : Buffer.from(key) };
    await service.deliver([wrong, moved('p1', 'b', '1', 1)], service.anotherRunner());
    expect(await story('p1')).toBe('b ');
    expect(await rows(`SELECT key, failure->>'code' AS code FROM parked`)).toEqual([
      { key: key ?? '', code: 'WRONG_KEY' },
    ]);
  });

  it('finds the one event whose statement the database refuses, and applies the others', async () => {
    const batch = ['1', '2', '5000', '3'].map((delta, i) => moved(`p${i}`, 'a', delta, i));
    const { resolved } = await service.deliver(batch, service.anotherRunner());
    expect(await rows('SELECT product_id FROM tally WHERE total > 0 ORDER BY 1')).toEqual([
      { product_id: 'p0' },
      { product_id: 'p1' },
      { product_id: 'p3' },
    ]);
    expect(await rows('SELECT key, attempts FROM parked')).toEqual([{ key: 'p2', attempts: 1 }]);
    expect(resolved).toEqual([3n]);
  });
});

describe('an event that fails', () => {
  it('is parked, what follows of its key waits behind it, other keys go on', async () => {
    failing.set('b', 'transient');
    const runner = service.anotherRunner();
    await service.deliver(
      [moved('p1', 'a', '1', 0), moved('p1', 'b', '1', 1), moved('p1', 'c', '1', 2), moved('p2', 'd', '1', 3)],
      runner,
    );
    await service.deliver([moved('p1', 'e', '1', 4)], runner);
    expect(await story('p1')).toBe('a ');
    expect(await story('p2')).toBe('d ');
    expect(await states()).toEqual(['done 2', 'parked 3']);

    failing.clear();
    await service.retryAll();
    expect(await story('p1')).toBe('a b c e ');
    expect(await states()).toEqual(['done 5']);
    expect(await rows('SELECT * FROM parked')).toEqual([]);
    expect(await rows('SELECT * FROM key_head')).toEqual([]);
  });

  it('is tried again with growing pauses and ends as a dead letter that holds its key', async () => {
    failing.set('a', 'bug');
    await service.deliver([moved('p1', 'a', '1', 0), moved('p1', 'b', '1', 1)], service.anotherRunner());
    for (let i = 0; i < 6; i += 1) await service.retryAll();
    expect(await rows('SELECT state, attempts FROM parked ORDER BY position')).toEqual([
      { state: 'dead', attempts: 5 },
      { state: 'waiting', attempts: 0 },
    ]);
    expect(await states()).toEqual(['dead 1', 'parked 1']);
    expect(await story('p1')).toBe('');
    const [announced] = await service.outbox(DeadLettered);
    expect(announced?.event).toMatchObject({
      handler: 'tally.stock-adjusted',
      attempts: 5,
    });
  });

  it('is announced, when it dies, with the time it was first seen', async () => {
    failing.set('a', 'bug');
    await service.deliver([moved('p1', 'a', '1', 0)], service.anotherRunner());
    await rows(`UPDATE parked SET parked_at = '2026-03-29T01:59:59.123456Z'`);
    for (let i = 0; i < 5; i += 1) await service.retryAll();
    const [announced] = await service.outbox(DeadLettered);
    const { firstSeenAt } = announced!.event;
    expect(isoOf(firstSeenAt)).toBe('2026-03-29T01:59:59.123456Z');
  });

  it('for ever is a dead letter at once', async () => {
    failing.set('a', 'permanent');
    await service.deliver([moved('p1', 'a', '1', 0)], service.anotherRunner());
    expect(await rows('SELECT state, attempts FROM parked')).toEqual([{ state: 'dead', attempts: 1 }]);
  });

  it('delivered again while parked is not parked twice', async () => {
    failing.set('a', 'missing');
    const batch = [moved('p1', 'a', '1', 0)];
    await service.deliver(batch, service.anotherRunner());
    await service.deliver([{ ...batch[0]!, offset: 1n }], service.anotherRunner());
    failing.clear();
    await service.retryAll();
    expect(await story('p1')).toBe('a ');
  });

  it('on its retry by a refused statement is counted, not tried for ever', async () => {
    await service.deliver([moved('p1', 'a', '5000', 0)], service.anotherRunner());
    for (let i = 0; i < 6; i += 1) await service.retryAll();
    expect(await rows('SELECT state, attempts FROM parked')).toEqual([{ state: 'dead', attempts: 5 }]);
  });
});

describe('a database without room', () => {
  it('holds a partition by its name, counts no try, and is done with when there is room again', async () => {
    await rows(
      `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$`,
    );
    await rows('CREATE TRIGGER full_disk BEFORE INSERT ON tally EXECUTE FUNCTION full_disk()');
    const runner = service.anotherRunner();
    const delivered = service.deliver([moved('p1', 'a', '1', 0)], runner);
    await expect.poll(() => [...runner.waiting]).toEqual([[`${StockAdjusted.topic}/0`, 'DATABASE_FULL']]);
    await rows('DROP FUNCTION full_disk CASCADE');
    expect((await delivered).resolved).toEqual([0n]);
    expect([...runner.waiting]).toEqual([]);
    expect(await story('p1')).toBe('a ');
    expect(await rows('SELECT * FROM parked')).toEqual([]);
  });
});

describe('the offset', () => {
  it('fences a consumer whose partition another one moved on', async () => {
    const [zombie, heir] = [service.anotherRunner(), service.anotherRunner()];
    await service.deliver([moved('p1', 'a', '1', 0)], zombie);
    await service.deliver([moved('p1', 'b', '1', 1)], heir);
    const { resolved } = await service.deliver([moved('p1', 'stale', '1', 1)], zombie);
    expect(resolved).toEqual([]);
    expect(await story('p1')).toBe('a b ');
  });

  it('of the database is where reading goes on, whatever Kafka has committed', async () => {
    await service.deliver([moved('p1', 'a', '1', 0)], service.anotherRunner());
    expect(await positions()).toEqual(
      new Map<number, Position>([
        [0, 1n],
        [1, 'beginning'],
      ]),
    );
  });

  it('that is lost while the inbox remembers events of the partition is an alarm, not a beginning', async () => {
    await service.deliver([moved('p1', 'a', '1', 0)], service.anotherRunner());
    await rows('TRUNCATE consumer_offset');
    expect((await positions()).get(0)).toMatchObject({ alarm: 'NO_OFFSET_BUT_INBOX' });
    expect((await positions()).get(1)).toBe('beginning');
    await rows(
      `INSERT INTO consumer_offset (group_name, topic, partition, next_offset) VALUES ('tally', '${StockAdjusted.topic}', 0, 1)`,
    );
    expect((await positions()).get(0)).toBe(1n);
  });

  it('that is lost is a beginning when an operator says so, and the inbox knows the repeats', async () => {
    const first = [moved('p1', 'a', '1', 0)];
    await service.deliver(first, service.anotherRunner());
    await rows('TRUNCATE consumer_offset');
    const runner = service.anotherRunner({ beginsAnew: true });
    expect((await positions(runner)).get(0)).toBe('beginning');
    await service.deliver([...first, moved('p1', 'b', '1', 1)], runner);
    expect(await story('p1')).toBe('a b ');
  });
});

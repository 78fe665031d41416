import { setImmediate as breath } from 'node:timers/promises';
import type { EventProducer, OutgoingRecord } from '@penstock/kafka';
import { inTransaction } from '@penstock/persistence';
import { freshDatabase, testStack, uniquePrefix } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Handover } from './handover.js';
import { Outbox, WatchedProducer } from './outbox.fixture.js';
import { insertIntoOutbox } from './outbox-store.js';
import { Relay } from './relay.js';
import { readOutbox } from './unsent.js';

let outbox: Outbox;

const aRelay = (producer: EventProducer = outbox.producer, handover?: Handover) =>
  new Relay(outbox.service.database, producer, handover);

const drain = async (relay: Relay) => {
  while ((await outbox.unsent()) > 0) await relay.turn();
  await relay.stop();
};

/** Rows that need not be events. */
const insert = (rows: readonly { key: string; value: Buffer }[]) =>
  inTransaction(outbox.service.database, (transaction) =>
    insertIntoOutbox(
      transaction,
      rows.map((row) => ({ ...row, topic: 't', eventId: crypto.randomUUID(), eventType: 'T', traceparent: undefined })),
    ),
  );

beforeAll(async () => {
  outbox = await Outbox.open({ ...testStack(), url: await freshDatabase(), prefix: uniquePrefix() });
});
beforeEach(async () => {
  outbox.seen.length = 0;
  await outbox.service.database.query('DELETE FROM outbox');
  await outbox.service.database.query('DELETE FROM outbox_relay');
  await outbox.service.database.query(`UPDATE lane_lease SET expires_at = 'epoch', holder = ''`);
});
afterAll(() => outbox?.close());

describe('the relay', () => {
  it('loses and reorders nothing while twelve writers hammer hot keys and two relays compete', async () => {
    let writing = true;
    const sending = [aRelay(), aRelay()].map(async (relay) => {
      while (writing || (await outbox.unsent()) > 0) if (!(await relay.turn())) await breath();
    });
    const writers = Array.from({ length: 12 }, async (_, writer) => {
      for (let i = 0; i < 20; i += 1) await outbox.write(`hot-${(writer * 7 + i) % 10}`, 3);
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sending);
    await outbox.expectInOrder(10, 72);
  });

  it('killed between sending and forgetting repeats events, under their old ids and in order', async () => {
    await outbox.write('killed', 5);
    // What the killed relay did: it sent the first rows and never deleted them.
    const { database } = outbox.service;
    const rows = await inTransaction(database, async (transaction) => {
      const ids = await transaction.query<{ id: string }>('SELECT id FROM outbox ORDER BY id LIMIT 3');
      return await readOutbox(transaction, [0, 1, 2, 3, 4, 5, 6, 7], ids.map(({ id }) => id)); // prettier-ignore
    });
    await outbox.producer.send(rows.map(({ topic, key, value }) => ({ topic, key, value, headers: {} })));
    await drain(aRelay());
    await outbox.expectInOrder(1, 5);
    expect(outbox.sequences).toEqual([1, 2, 3, 1, 2, 3, 4, 5]);
  });

  it('sends nothing on lanes another relay holds', async () => {
    await outbox.service.database.query(
      `UPDATE lane_lease SET holder = 'another', expires_at = now() + interval '1 minute'`,
    );
    await outbox.write('held', 1);
    expect(await aRelay().turn()).toBe(false);
    expect(await outbox.unsent()).toBe(1);
  });

  it('sends no row before an older one of its key whose send failed, though it has read it already', async () => {
    const producer = new WatchedProducer(outbox.producer);
    let sends = 0;
    producer.before = () => {
      sends += 1;
      if (sends % 3 === 2) throw new Error('not acknowledged');
    };
    for (let i = 0; i < 10; i += 1) await outbox.write('failing', 700);
    const relay = aRelay(producer);
    while ((await outbox.unsent()) > 0) await relay.turn().catch(() => true);
    await outbox.expectInOrder(1, 7000);
  });

  it('sends nothing that one look found, after a send of it failed, before what failed', async () => {
    const places = Array.from({ length: 30 }, (_, place) => place);
    const sent: number[] = [];
    const producer = new WatchedProducer({ ...outbox.producer, send: () => Promise.resolve() });
    let sends = 0;
    producer.before = (records) => {
      sends += 1;
      if (sends === 2) throw new Error('not acknowledged');
      sent.push(...records.map(({ value }) => value.readUInt8(0)));
    };
    await insert(places.map((place) => ({ key: 'large', value: Buffer.alloc(200 * 1024, place) }))); // four are a send
    const relay = aRelay(producer);
    while ((await outbox.unsent()) > 0) await relay.turn().catch(() => true);
    expect(sent).toEqual(places);
  });

  it('repeats rows whose send was acknowledged to nobody, and keeps their order', async () => {
    const producer = new WatchedProducer(outbox.producer);
    let sends = 0;
    producer.after = () => {
      sends += 1;
      if (sends % 3 === 2) throw new Error('the acknowledgement was lost');
    };
    for (let i = 0; i < 10; i += 1) await outbox.write('repeated', 700);
    const relay = aRelay(producer);
    while ((await outbox.unsent()) > 0) await relay.turn().catch(() => true);
    await outbox.expectInOrder(1, 7000);
    expect(outbox.seen.length).toBeGreaterThan(7000);
  });

  it('takes a row that becomes visible late, below ids already sent, and everything of its key after it', async () => {
    const { database } = outbox.service;
    let commit: (() => void) | undefined;
    const sent: string[] = [];
    const producer = { ...silent, send: async (rows: readonly OutgoingRecord[]) => void sent.push(...rows.map(({ value }) => String(value))) }; // prettier-ignore
    const relay = aRelay(producer);
    const row = (value: string) => [{ topic: 't', key: value.split(' ')[0]!, value: Buffer.from(value), eventId: crypto.randomUUID(), eventType: 'T', traceparent: undefined }]; // prettier-ignore
    const late = inTransaction(database, async (transaction) => {
      await insertIntoOutbox(transaction, row('late 1'));
      await new Promise<void>((resolve) => (commit = resolve));
    });
    await expect.poll(() => commit).toBeDefined();
    await insert([{ key: 'early', value: Buffer.from('early 1') }]);
    while (await relay.turn());
    expect(sent).toEqual(['early 1']);
    commit?.();
    await late;
    await insert([{ key: 'late', value: Buffer.from('late 2') }]);
    while (await relay.turn());
    expect(sent).toEqual(['early 1', 'late 1', 'late 2']);
  });

  it('sends no more at once than Kafka takes in one batch, and an event of the largest size alone', async () => {
    const sizes: number[] = [];
    const send = async (rows: readonly OutgoingRecord[]) => void sizes.push(rows.reduce((sum, { value }) => sum + value.length, 0)); // prettier-ignore
    await insert([900, 500, 300, 300, 300].map((kilobytes) => ({ key: 'large', value: Buffer.alloc(kilobytes * 1024) }))); // prettier-ignore
    await drain(aRelay({ ...silent, send }));
    expect(sizes.map((bytes) => bytes / 1024)).toEqual([900, 800, 600]);
  });

  it('reads from the table what was not handed over, or was handed over too much to keep', async () => {
    const handover = new Handover();
    handover.sends([0, 1, 2, 3, 4, 5, 6, 7]);
    const sent: string[] = [];
    const send = async (rows: readonly OutgoingRecord[]) => void sent.push(...rows.map(({ value }) => String(value)));
    const rows = await insert([1, 2, 3].map((number) => ({ key: 'some', value: Buffer.from(`some ${number}`) })));
    handover.put([{ ...rows[1]!, value: Buffer.from('from memory') }]);
    await drain(aRelay({ ...silent, send }, handover));
    expect(sent).toEqual(['some 1', 'from memory', 'some 3']);
  });

  it('that is told to stop sends what is left, and the next one need not wait for its lanes', async () => {
    await outbox.write('left', 3);
    await aRelay().stop();
    expect(await outbox.unsent()).toBe(0);
    await outbox.write('next', 2);
    await aRelay().turn();
    expect(await outbox.unsent()).toBe(0);
  });

  it('gives its lanes back even when Kafka takes nothing any more', async () => {
    await outbox.write('stuck', 1);
    const dead = { ...silent, send: () => Promise.reject(new Error('no broker')) };
    await expect(aRelay(dead).stop()).rejects.toThrow('no broker');
    await aRelay().turn();
    expect(await outbox.unsent()).toBe(0);
  });
});

const silent: EventProducer = { connect: async () => undefined, send: async () => undefined, disconnect: async () => undefined }; // prettier-ignore

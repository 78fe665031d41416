import { setImmediate as breath } from 'node:timers/promises';
import { AvailabilityChanged, StockAdjusted, wire } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import { createTopics, KafkajsConsumer, KafkajsProducer, type ReceivedMessage } from '@penstock/kafka';
import { inTransaction } from '@penstock/persistence';
import { until } from '@penstock/testing/stack';
import { freshDatabase, testStack, uniquePrefix } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { say } from '../handling/outgoing.js';
import { availability, tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import { deleteSent, readOutbox, unsentIds } from './outbox-store.js';
import { Relay } from './relay.js';

const ALL_LANES = [0, 1, 2, 3, 4, 5, 6, 7];
const prefix = uniquePrefix();
const cause = {
  entity: 'main',
  source: { system: 'test', channel: null },
  correlationId: 'c',
  causationId: null,
  mode: 'live',
} as const;
let service: ServiceUnderTest;
let producer: KafkajsProducer;
const seen: ReceivedMessage[] = [];
let consumer: KafkajsConsumer;

const write = (key: string, count: number) =>
  service.units.run(cause, async (unit) => {
    for (let i = 0; i < count; i += 1)
      unit.emit(say(AvailabilityChanged, availability(`${prefix}${key}`, decimal('1'))));
  });

const unsent = async () => Number((await service.database.query('SELECT count(*) AS n FROM outbox'))[0].n);

/** First occurrences, by key, of what arrived on the topic. */
const sequences = () => {
  const byKey = new Map<string, number[]>();
  const ids = new Set<string>();
  for (const message of seen) {
    const { meta } = AvailabilityChanged.decode(wire.unframe(message.value!).body);
    if (ids.has(meta.eventId)) continue;
    ids.add(meta.eventId);
    byKey.set(meta.aggregateId, [...(byKey.get(meta.aggregateId) ?? []), meta.sequence]);
  }
  return byKey;
};
const expectInOrder = (keys: number, each: number) => {
  const found = sequences();
  expect(found.size).toBe(keys);
  for (const [key, order] of found) expect([key, order]).toEqual([key, Array.from({ length: each }, (_, i) => i + 1)]);
};

beforeAll(async () => {
  const { kafkaBrokers } = testStack();
  const kafka = { brokers: [kafkaBrokers], clientId: 'relay-spec' };
  await createTopics(kafka.brokers, [{ name: StockAdjusted.topic, partitions: 6, config: {} }]);
  service = await tallyOn(await freshDatabase());
  producer = new KafkajsProducer(kafka);
  await producer.connect();
  consumer = new KafkajsConsumer({
    ...kafka,
    groupId: `${prefix}reader`,
    topics: [StockAdjusted.topic],
    sessionTimeout: 10_000,
    partitionsAtOnce: 6,
    onFatal: (error) => {
      throw error;
    },
  });
  await consumer.start({
    onAssigned: () => undefined,
    onBatch: async (batch, control) => {
      seen.push(...batch.messages.filter((message) => message.key?.toString().startsWith(prefix)));
      control.resolve(batch.messages.at(-1)!.offset);
    },
  });
});
afterAll(async () => {
  await consumer?.stop();
  await producer?.disconnect();
  await service?.close();
});

describe('the relay', () => {
  it('loses and reorders nothing while twelve writers hammer hot keys and two relays compete', async () => {
    const relays = [new Relay(service.database, producer), new Relay(service.database, producer)];
    let writing = true;
    const sending = relays.map(async (relay) => {
      while (writing || (await unsent()) > 0) if (!(await relay.turn())) await breath();
    });
    const writers = Array.from({ length: 12 }, async (_, writer) => {
      for (let i = 0; i < 20; i += 1) await write(`hot-${(writer * 7 + i) % 10}`, 3);
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sending);
    expect(await until(() => seen.length >= 720, { withinMs: 20_000 })).toBe(true);
    expectInOrder(10, 72);
  });

  it('killed between sending and forgetting repeats events, under their old ids and in order', async () => {
    seen.length = 0;
    await write('killed', 5);
    // What the killed relay did: it sent the first rows and never deleted them.
    const rows = await inTransaction(service.database, (transaction) =>
      unsentIds(transaction, ALL_LANES, 3).then((ids) => readOutbox(transaction, ids)),
    );
    await producer.send(rows.map(({ topic, key, value }) => ({ topic, key, value, headers: {} })));
    await service.database.query(`UPDATE lane_lease SET expires_at = 'epoch'`);
    const heir = new Relay(service.database, producer);
    while ((await unsent()) > 0) await heir.turn();
    expect(await until(() => seen.length >= 8, { withinMs: 20_000 })).toBe(true);
    const order = seen.map((message) => AvailabilityChanged.decode(wire.unframe(message.value!).body).meta.sequence);
    expect(order).toEqual([1, 2, 3, 1, 2, 3, 4, 5]);
  });

  it('sends nothing on lanes another relay holds', async () => {
    await service.database.query(`UPDATE lane_lease SET holder = 'another', expires_at = now() + interval '1 minute'`);
    await write('held', 1);
    const relay = new Relay(service.database, producer);
    await relay.turn();
    expect(await unsent()).toBe(1);
    await inTransaction(service.database, async (transaction) =>
      deleteSent(transaction, await unsentIds(transaction, ALL_LANES, 9)),
    );
  });

  it('that is told to stop sends what is left, and the next one need not wait for its lanes', async () => {
    await service.database.query(`UPDATE lane_lease SET expires_at = 'epoch'`);
    await write('left', 3);
    await new Relay(service.database, producer).stop();
    expect(await unsent()).toBe(0);
    await write('next', 2);
    await new Relay(service.database, producer).turn();
    expect(await unsent()).toBe(0);
  });

  it('gives its lanes back even when Kafka takes nothing any more', async () => {
    await service.database.query(`UPDATE lane_lease SET expires_at = 'epoch'`);
    await write('stuck', 1);
    const nothing = () => Promise.resolve();
    const dead = { connect: nothing, disconnect: nothing, send: () => Promise.reject(new Error('no broker')) };
    await expect(new Relay(service.database, dead).stop()).rejects.toThrow('no broker');
    await new Relay(service.database, producer).turn();
    expect(await unsent()).toBe(0);
  });
});

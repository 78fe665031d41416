import { randomBytes } from 'node:crypto';
import { createTopics, KafkajsConsumer, KafkajsProducer, partitionOfKey } from '@penstock/kafka';
import { freshDatabase, testStack } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Arrivals } from '../inbox/arrival.js';
import { failing, moved, onStockAdjusted, storyOf, tallyOn } from '../inbox/runner.fixture.js';
import { Runner } from '../inbox/runner.js';
import { RunnerStrategy } from '../nest/runner-strategy.js';
import { plainCodec, type ServiceUnderTest } from '../testing/index.js';

let service: ServiceUnderTest;
const rows = (sql: string) => service.query(sql);
const story = (product: string) => storyOf(service, product);
const parked = async () =>
  (await rows('SELECT state FROM parked ORDER BY partition, position')).map(({ state }) => state);
const eventually = (what: () => Promise<unknown>, expected: unknown) =>
  expect.poll(what, { timeout: 20_000 }).toEqual(expected);

/** A process in whose service so many messages may wait. */
const processWith = (limit: number) =>
  new Runner(service.units, new Arrivals(plainCodec, [onStockAdjusted]), 'tally', false, limit);

beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  failing.clear();
  await service.empty();
});
afterAll(() => service?.close());

describe('a batch that would set more aside than may wait', () => {
  it('changes nothing, and stops its partition until there is room again', async () => {
    failing.set('broken', 'transient');
    const process = processWith(2);
    const at = moved('p1', 'x', '1', 0);
    await service.deliver([moved('p1', 'broken', '1', 0), moved('p1', 'behind', '1', 1)], process);
    expect(await parked()).toEqual(['waiting', 'waiting']);

    const batch = [moved('p2', 'fine', '1', 2), moved('p1', 'third', '1', 3)];
    expect(await service.deliver(batch, process)).toEqual({ resolved: [] });
    expect(await story('p2')).toBe('');
    expect(await parked()).toHaveLength(2);
    expect(await rows('SELECT next_offset::int AS next FROM consumer_offset')).toEqual([{ next: 2 }]);
    expect((await process.positions(at.topic, [0])).get(0)).toMatchObject({ alarm: 'PARKED_FULL' });

    failing.clear();
    await service.retryAll();
    expect((await process.positions(at.topic, [0])).get(0)).toBe(2n);
    expect(await service.deliver(batch, process)).toEqual({ resolved: [3n] });
    expect([await story('p1'), await story('p2')]).toEqual(['broken behind third ', 'fine ']);
  });

  it('is one that makes messages wait: what sets nothing aside goes on, and so does a dead letter', async () => {
    failing.set('broken', 'transient').set('wrong', 'permanent');
    const process = processWith(1);
    await service.deliver([moved('p1', 'broken', '1', 0)], process);
    await service.deliver([moved('p2', 'fine', '1', 1)], process);
    await service.deliver([moved('p3', 'wrong', '1', 2)], process);
    expect(await story('p2')).toBe('fine ');
    expect(await parked()).toEqual(['waiting', 'dead']);
  });
});

it('on Kafka, a partition that found no room says so, keeps no other from working, and goes on by itself', async () => {
  const topic = `movements-${randomBytes(4).toString('hex')}`;
  await createTopics([testStack().kafkaBrokers], [{ name: topic, partitions: 2, config: {} }]);
  const keyOn = (partition: number) =>
    Array.from({ length: 100 }, (_, n) => `p${n}`).find((key) => partitionOfKey(Buffer.from(key), 2) === partition)!;
  const [full, free] = [keyOn(0), keyOn(1)];
  const producer = new KafkajsProducer({ brokers: [testStack().kafkaBrokers], clientId: 'spec' });
  const send = (key: string, location: string) =>
    producer.send([{ topic, key, value: moved(key, location, '1', 0).value!, headers: {} }]);
  onTestFinished(() => producer.disconnect());
  const consumer = new KafkajsConsumer({
    ...{ brokers: [testStack().kafkaBrokers], clientId: 'spec', groupId: `tally-${topic}`, topics: [topic] },
    ...{ sessionTimeout: 6000, partitionsAtOnce: 1, onFatal: () => undefined },
  });
  const strategy = new RunnerStrategy(processWith(1), consumer);
  await new Promise<void>((resolve, reject) =>
    strategy.listen((error) => (error instanceof Error ? reject(error) : resolve())),
  );
  onTestFinished(() => strategy.close());

  failing.set('broken', 'transient');
  await send(full, 'broken');
  await eventually(parked, ['waiting']);
  await send(full, 'second');
  await eventually(async () => strategy.held(), { stopped: { [`${topic}/0`]: 'PARKED_FULL' } });
  await strategy.assertMoving(0); // no stall: a restart would not help

  await send(free, 'fine');
  await eventually(() => story(free), 'fine ');
  expect(await parked()).toEqual(['waiting']);

  failing.clear();
  await service.retryAll();
  await eventually(() => story(full), 'broken second ');
  await eventually(async () => strategy.held(), undefined);
});

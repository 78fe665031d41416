import { randomBytes } from 'node:crypto';
import { createTopics, KafkajsConsumer, KafkajsProducer } from '@penstock/kafka';
import { freshDatabase, testStack } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { figuresOf, measureSpecs } from '../gauges/figures.fixture.js';
import { moved, storyOf, tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import { RunnerStrategy } from './runner-strategy.js';

measureSpecs();
let service: ServiceUnderTest;
const topic = `movements-${randomBytes(4).toString('hex')}`;
const rows = (sql: string) => service.query(sql);
const story = () => storyOf(service, 'p1');
const offset = async () => (await rows('SELECT next_offset::text AS next FROM consumer_offset'))[0]?.['next'];
const eventually = (sql: () => Promise<unknown>, expected: unknown) =>
  expect.poll(sql, { timeout: 20_000 }).toEqual(expected);

beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
  await createTopics([testStack().kafkaBrokers], [{ name: topic, partitions: 1, config: {} }]);
});
afterAll(() => service?.close());

async function send(...locations: string[]): Promise<void> {
  const producer = new KafkajsProducer({ brokers: [testStack().kafkaBrokers], clientId: 'spec' });
  await producer.send(
    locations.map((location) => {
      const { value } = moved('p1', location, '1', 0);
      return { topic, key: 'p1', value: value ?? Buffer.alloc(0), headers: {} };
    }),
  );
  await producer.disconnect();
}

async function running(): Promise<RunnerStrategy> {
  const consumer = new KafkajsConsumer({
    ...{ brokers: [testStack().kafkaBrokers], clientId: 'spec', groupId: `tally-${topic}`, topics: [topic] },
    ...{ sessionTimeout: 6000, partitionsAtOnce: 2, onFatal: () => undefined },
  });
  const strategy = new RunnerStrategy(service.anotherRunner(), consumer);
  await new Promise<void>((resolve, reject) =>
    strategy.listen((error) => (error instanceof Error ? reject(error) : resolve())),
  );
  onTestFinished(() => strategy.close());
  return strategy;
}

describe('a service on Kafka and its database', () => {
  it('goes on at the offset in its database', async () => {
    await send('a', 'b');
    const strategy = await running();
    await eventually(story, 'a b ');
    await eventually(() => strategy.assertReady().then(() => 'ready'), 'ready');
    await strategy.assertMoving(1000);
    expect(await offset()).toBe('2');
  });

  it('goes back when its database was restored while it ran, and changes nothing twice', async () => {
    await running();
    await eventually(offset, '2');
    await rows('UPDATE consumer_offset SET next_offset = 1');
    await send('c');
    await eventually(story, 'a b c ');
    await eventually(offset, '3');
  });

  it('goes back even when nothing more comes', async () => {
    await running();
    await eventually(offset, '3');
    await rows('DELETE FROM inbox WHERE position = 2');
    await rows(`UPDATE tally SET story = 'a b '`);
    await rows('UPDATE consumer_offset SET next_offset = 2');
    await eventually(story, 'a b c ');
    await eventually(offset, '3');
  });

  it('stops, ready all the same, where Kafka does not have its position; after repair it goes on by itself', async () => {
    await rows('UPDATE consumer_offset SET next_offset = 1000');
    await send('d');
    const strategy = await running();
    await eventually(async () => strategy.held(), { stopped: { [`${topic}/0`]: 'OFFSET_OUT_OF_RANGE' } });
    await strategy.assertReady(); // it serves HTTP, and its other partitions, as before
    await strategy.assertMoving(1000); // a restart would not help
    expect(await offset()).toBe('1000');
    expect(await story()).toBe('a b c ');
    await rows('UPDATE consumer_offset SET next_offset = 3');
    await eventually(story, 'a b c d ');
    expect(strategy.held()).toBeUndefined();
  });

  it('tells in its metrics how far it is behind, also once it is stopped', async () => {
    const lag = () => figuresOf('penstock_consumer_lag');
    await running();
    await eventually(lag, { [`topic="${topic}",partition="0"`]: 0 });
    await rows('UPDATE consumer_offset SET next_offset = 1000');
    await eventually(() => figuresOf('penstock_consumer_stopped_partitions'), { '': 1 });
    await send('e', 'f');
    await eventually(lag, { [`topic="${topic}",partition="0"`]: 2 });
    await rows('UPDATE consumer_offset SET next_offset = 4');
    await eventually(story, 'a b c d e f ');
    await eventually(lag, { [`topic="${topic}",partition="0"`]: 0 });
  });

  it('stops when its offset is lost and its inbox remembers events', async () => {
    await rows('DELETE FROM consumer_offset');
    const strategy = await running();
    await eventually(async () => strategy.held(), { stopped: { [`${topic}/0`]: 'NO_OFFSET_BUT_INBOX' } });
    expect(await story()).toBe('a b c d e f ');
    expect(await offset()).toBeUndefined();
  });
});

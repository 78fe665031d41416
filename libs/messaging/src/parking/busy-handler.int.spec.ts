import { randomBytes } from 'node:crypto';
import { AvailabilityChanged } from '@penstock/contracts';
import { createTopics, KafkajsConsumer, KafkajsProducer } from '@penstock/kafka';
import { createDataSource } from '@penstock/persistence';
import { freshDatabase, testStack } from '@penstock/testing/stack/vitest';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Handler } from '../handling/handler.js';
import { moved, onStockAdjusted, statesIn, storyOf, TallyTable1 } from '../inbox/runner.fixture.js';
import { RunnerStrategy } from '../nest/runner-strategy.js';
import { type ServiceUnderTest, serviceUnderTest } from '../testing/index.js';
import { overriding } from '../testing/steps.js';

/** For how many milliseconds a handler keeps the process from doing anything else at a location, and how often it still does. */
const busy = new Map<string, { readonly millis: number; times: number }>();
let calls: string[] = [];

const handler: Handler = {
  ...onStockAdjusted,
  handle(event, rows, given) {
    const location = String(event['locationId']);
    calls.push(location);
    const work = busy.get(location);
    if (work && work.times > 0) {
      work.times -= 1;
      for (const end = performance.now() + work.millis; performance.now() < end;);
    }
    return onStockAdjusted.handle(event, rows, given);
  },
};

let service: ServiceUnderTest;
let url: string;
beforeAll(async () => {
  url = await freshDatabase();
  service = await serviceUnderTest({ url, service: 'tally', handlers: [handler], migrations: [TallyTable1] });
});
beforeEach(async () => {
  busy.clear();
  calls = [];
  await service.empty();
});
afterAll(() => service?.close());

/** Connections whose transactions may stand still for this long. */
async function patientFor(idleInTransactionTimeoutMillis: number): Promise<DataSource> {
  const options = { url, schema: 'tally', poolSize: 4, applicationName: 'busy', idleInTransactionTimeoutMillis };
  const database = await createDataSource(options).initialize();
  onTestFinished(() => database.destroy());
  return database;
}

const said = async () => (await service.outbox(AvailabilityChanged)).map(({ key }) => key);

describe('a handler that keeps the process busy for longer than its Kafka session', () => {
  const topic = `movements-${randomBytes(4).toString('hex')}`;
  const SESSION_MILLIS = 10_000;

  async function send(...movements: (readonly [product: string, location: string])[]): Promise<void> {
    const producer = new KafkajsProducer({ brokers: [testStack().kafkaBrokers], clientId: 'spec' });
    await producer.send(
      movements.map(([key, location]) => {
        const { value } = moved(key, location, '1', 0);
        return { topic, key, value: value ?? Buffer.alloc(0), headers: {} };
      }),
    );
    await producer.disconnect();
  }

  it('once is expelled and comes back: its effects are had once, and the partition goes on', async () => {
    await createTopics([testStack().kafkaBrokers], [{ name: topic, partitions: 1, config: {} }]);
    busy.set('a', { millis: 12_000, times: 1 });
    await send(['p1', 'a'], ['p2', 'x'], ['p1', 'b']);
    let assignments = 0;
    const consumer = new KafkajsConsumer({
      ...{ brokers: [testStack().kafkaBrokers], clientId: 'spec', groupId: `tally-${topic}`, topics: [topic] },
      ...{ sessionTimeout: SESSION_MILLIS, partitionsAtOnce: 2, onFatal: () => undefined },
    });
    // As a service sets it: two thirds of the session.
    const runner = service.anotherRunner({ database: await patientFor((SESSION_MILLIS * 2) / 3) });
    const counted = overriding(consumer, {
      start: (handlers) => consumer.start({ ...handlers, onAssigned: () => void (assignments += 1) }),
    });
    const strategy = new RunnerStrategy(runner, counted);
    await new Promise<void>((resolve, reject) =>
      strategy.listen((error) => (error instanceof Error ? reject(error) : resolve())),
    );
    onTestFinished(() => strategy.close());

    await expect.poll(() => storyOf(service, 'p1'), { timeout: 40_000 }).toBe('a b ');
    await send(['p1', 'c']);
    await expect.poll(() => storyOf(service, 'p1'), { timeout: 20_000 }).toBe('a b c ');
    await expect.poll(() => assignments, { timeout: 20_000 }).toBeGreaterThan(1);
    expect(calls.filter((location) => location === 'a')).toHaveLength(2);
    expect(await storyOf(service, 'p2')).toBe('x ');
    expect(await said()).toEqual(['p1', 'p2', 'p1', 'p1']);
    expect(await statesIn(service)).toEqual(['done 4']);
    expect(await service.query('SELECT next_offset::int AS next FROM consumer_offset')).toEqual([{ next: 4 }]);
  });
});

describe('a handler that always takes longer than a transaction may stand still', () => {
  it('has its event set aside and given up on, and holds up nothing but its key', { timeout: 40_000 }, async () => {
    busy.set('a', { millis: 600, times: Infinity });
    const runner = service.anotherRunner({ database: await patientFor(300) });
    await service.deliver([moved('p1', 'a', '1', 0), moved('p1', 'b', '1', 1), moved('p2', 'x', '1', 2)], runner);
    expect(await storyOf(service, 'p2')).toBe('x ');
    expect(await statesIn(service)).toEqual(['done 1', 'parked 2']);

    const retrier = service.anotherRetrier(await patientFor(300));
    for (let tries = 1; tries < 5; tries += 1) {
      await service.makeDue();
      while (await retrier.tryNext());
    }
    expect(await statesIn(service)).toEqual(['dead 1', 'done 1', 'parked 1']);
    expect(
      await service.query(`SELECT attempts, failure->>'message' AS message FROM parked WHERE state = 'dead'`),
    ).toEqual([{ attempts: 5, message: 'terminating connection due to idle-in-transaction timeout' }]);
  });
});

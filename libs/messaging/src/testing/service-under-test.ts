import type { ReceivedMessage } from '@penstock/kafka';
import { createDataSource, type Migration } from '@penstock/persistence';
import type { DataSource } from 'typeorm';
import type { Handler } from '../handling/handler.js';
import { DeadLetters } from '../dead-letters/dead-letters.js';
import { Arrivals } from '../inbox/arrival.js';
import { Runner } from '../inbox/runner.js';
import { migrate } from '../migrate.js';
import { schemaOf } from '../nest/service-definition.js';
import { Handover } from '../outbox/handover.js';
import { Retrier } from '../parking/retrier.js';
import { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { Wake } from '../unit-of-work/wake.js';
import { plainCodec } from './plain-codec.js';

/** A service's handlers on a real database, fed by the test instead of by Kafka. */
export interface ServiceUnderTest {
  readonly database: DataSource;
  readonly units: UnitsOfWork;
  readonly retrier: Retrier;
  readonly deadLetters: DeadLetters;
  /** Another process of the same service: same database, positions of its own. */
  anotherRunner(options?: { beginsAnew?: boolean }): Runner;
  /** Delivers messages of one partition as one fetch. @returns what it resolved */
  deliver(messages: readonly ReceivedMessage[], runner?: Runner): Promise<Delivery>;
  close(): Promise<void>;
}

export interface Delivery {
  readonly resolved: readonly bigint[];
}

/**
 * @param url an empty database
 * @param schema PostgreSQL schema to make, named after the service
 */
export async function serviceUnderTest(options: {
  url: string;
  service: string;
  handlers: readonly Handler[];
  migrations: readonly Migration[];
}): Promise<ServiceUnderTest> {
  const schema = schemaOf(options.service);
  const bootstrap = await createDataSource({
    url: options.url,
    schema,
    poolSize: 1,
    applicationName: 'set-up',
  }).initialize();
  await bootstrap.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await bootstrap.destroy();
  await migrate(options.service, options.url, options.migrations);
  const database = await createDataSource({
    url: options.url,
    schema,
    poolSize: 8,
    applicationName: options.service,
  }).initialize();
  const units = new UnitsOfWork(database, plainCodec, options.service, new Wake(), new Handover());
  const arrivals = new Arrivals(plainCodec, options.handlers);
  const first = new Runner(units, arrivals, options.service);
  return {
    database,
    units,
    retrier: new Retrier(units, arrivals, options.service),
    deadLetters: new DeadLetters(units, arrivals, plainCodec, options.service),
    anotherRunner: ({ beginsAnew = false } = {}) => new Runner(units, arrivals, options.service, beginsAnew),
    async deliver(messages, runner = first) {
      const [head] = messages;
      if (!head) throw new RangeError('nothing to deliver');
      const resolved: bigint[] = [];
      await runner.consume(
        { topic: head.topic, partition: head.partition, messages },
        {
          isRunning: () => true,
          signal: new AbortController().signal,
          resolve: (offset) => void resolved.push(offset),
          excuse: () => undefined,
        },
      );
      return { resolved };
    },
    close: () => database.destroy(),
  };
}

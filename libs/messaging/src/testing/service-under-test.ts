import type { AnyEvent, EventType } from '@penstock/contracts';
import type { PartitionControl, ReceivedMessage } from '@penstock/kafka';
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
import type { KeepSaid } from '../unit-of-work/said-event.js';
import { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { Wake } from '../unit-of-work/wake.js';
import { fetchesOf, type Incoming, messagesOf } from './incoming.js';
import { readSaid, type Said } from './outbox.js';
import { plainCodec } from './plain-codec.js';
import { schemaTables } from './schema-tables.js';

/** A service's handlers on a real database, fed by the test instead of by Kafka. */
export interface ServiceUnderTest {
  readonly name: string;
  readonly database: DataSource;
  readonly units: UnitsOfWork;
  readonly retrier: Retrier;
  readonly deadLetters: DeadLetters;
  /** Rows of a statement. */
  query<T = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  /** Delivers events in this order, each run of one topic as one fetch, as a process would that has just started: `hears(incoming(StockAdjusted, event))`. */
  hears(...events: readonly Incoming[]): Promise<void>;
  /** The same on another partition than the first: partitions are worked on side by side. */
  hearsOn(partition: number, ...events: readonly Incoming[]): Promise<void>;
  /** Lets every parked event that may be tried again be due now, whenever it would be. */
  makeDue(): Promise<void>;
  /** The same, and tries them, and what waits behind them. */
  retryAll(): Promise<void>;
  /** What was said, in order; or only what is of one type. */
  outbox(): Promise<Said[]>;
  outbox<T extends AnyEvent>(only: EventType<T>): Promise<Said<T>[]>;
  /** Forgets every event and every row, so that each test begins with nothing. */
  empty(): Promise<void>;
  /** Another process of the same service: same database, or a way to it that the test watches, positions of its own. */
  anotherRunner(options?: { beginsAnew?: boolean; database?: DataSource }): Runner;
  /** The units of work, and the retrier, of another process with its own way to the database. */
  unitsOn(database: DataSource): UnitsOfWork;
  anotherRetrier(database: DataSource): Retrier;
  /** Delivers messages of one partition as one fetch. @returns what it resolved */
  deliver(
    messages: readonly ReceivedMessage[],
    runner?: Runner,
    control?: Partial<PartitionControl>,
  ): Promise<Delivery>;
  /** The offset at which this service goes on. */
  nextOffset(topic: string, partition?: number): Promise<bigint>;
  close(): Promise<void>;
}

export interface Delivery {
  readonly resolved: readonly bigint[];
}

/**
 * @param url an empty database
 * @param service its name: gives the PostgreSQL schema, which is made, and the consumer group
 */
export async function serviceUnderTest(options: {
  url: string;
  service: string;
  handlers: readonly Handler[];
  migrations: readonly Migration[];
  keepSaid?: KeepSaid | undefined;
}): Promise<ServiceUnderTest> {
  const { service: name, handlers, keepSaid } = options;
  const database = await migrated(options);
  const unitsOn = (own: DataSource) =>
    new UnitsOfWork(own, plainCodec, name, new Wake(), new Handover(), undefined, keepSaid);
  const units = unitsOn(database);
  const arrivals = new Arrivals(plainCodec, handlers);
  const first = new Runner(units, arrivals, name);
  const query = <T>(sql: string, values: readonly unknown[] = []) => database.query<T[]>(sql, [...values]);
  const service: ServiceUnderTest = {
    ...{ name, database, units, query },
    retrier: new Retrier(units, arrivals, name),
    deadLetters: new DeadLetters(units, arrivals, plainCodec, name),
    anotherRunner({ beginsAnew = false, database: own } = {}) {
      return new Runner(own ? service.unitsOn(own) : units, arrivals, name, beginsAnew);
    },
    unitsOn,
    anotherRetrier: (own) => new Retrier(service.unitsOn(own), arrivals, name),
    async deliver(messages, runner = first, control = {}) {
      const [head] = messages;
      if (!head) throw new RangeError('nothing to deliver');
      const resolved: bigint[] = [];
      await runner.consume(
        { topic: head.topic, partition: head.partition, messages },
        { ...UNDISTURBED, resolve: (offset) => void resolved.push(offset), ...control },
      );
      return { resolved };
    },
    hears: (...events) => service.hearsOn(0, ...events),
    async hearsOn(partition, ...events) {
      for (const fetch of fetchesOf(events)) {
        const from = await service.nextOffset(fetch[0].type.topic, partition);
        await service.deliver(messagesOf(fetch, partition, from), service.anotherRunner());
      }
    },
    async nextOffset(topic, partition = 0) {
      const [row] = await query<{ next: string }>(
        'SELECT next_offset AS next FROM consumer_offset WHERE group_name = $1 AND topic = $2 AND partition = $3',
        [name, topic, partition],
      );
      return BigInt(row?.next ?? 0);
    },
    async makeDue() {
      await query(`UPDATE key_head SET next_attempt_at = 'epoch' WHERE next_attempt_at IS NOT NULL`);
    },
    async retryAll() {
      await service.makeDue();
      while (await service.retrier.tryNext());
    },
    outbox: <T extends AnyEvent>(only?: EventType<T>) => readSaid(database, only),
    async empty() {
      const tables = await schemaTables(database);
      await query(`TRUNCATE ${tables.map((table) => table.name).join(', ')}`);
    },
    close: () => database.destroy(),
  };
  return service;
}

const UNDISTURBED = { isRunning: () => true, signal: new AbortController().signal, excuse: () => undefined };

async function migrated(options: {
  url: string;
  service: string;
  migrations: readonly Migration[];
}): Promise<DataSource> {
  const { url, service, migrations } = options;
  const schema = schemaOf(service);
  const setUp = await createDataSource({ url, schema, poolSize: 1, applicationName: 'set-up' }).initialize();
  await setUp.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await setUp.destroy();
  await migrate(service, url, migrations);
  return createDataSource({ url, schema, poolSize: 8, applicationName: service }).initialize();
}

import { AvailabilityChanged, StockAdjusted, wire } from '@penstock/contracts';
import { zero } from '@penstock/domain';
import {
  createTopics,
  type EventProducer,
  KafkajsConsumer,
  KafkajsProducer,
  type OutgoingRecord,
  type ReceivedMessage,
} from '@penstock/kafka';
import { expect, vi } from 'vitest';
import { cause } from '../cause.fixture.js';
import { say } from '../handling/outgoing.js';
import { availability, tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';

/** Waits until it is so, and fails when it never is. */
export const eventually = (condition: () => boolean | Promise<boolean>, timeout = 40_000): Promise<unknown> =>
  vi.waitUntil(condition, { timeout, interval: 20 });

/** A service that says events, and a reader of what of them is on Kafka. */
export class Outbox {
  readonly seen: ReceivedMessage[] = [];

  private constructor(
    readonly service: ServiceUnderTest,
    readonly producer: EventProducer,
    private readonly prefix: string,
    private readonly consumer: KafkajsConsumer,
  ) {}

  /**
   * @param url of an empty database
   * @param prefix of the keys, as other specs use the topic too
   */
  static async open({
    kafkaBrokers,
    url,
    prefix,
  }: {
    kafkaBrokers: string;
    url: string;
    prefix: string;
  }): Promise<Outbox> {
    const kafka = { brokers: [kafkaBrokers], clientId: 'relay-spec' };
    await createTopics(kafka.brokers, [{ name: StockAdjusted.topic, partitions: 6, config: {} }]);
    const service = await tallyOn(url);
    const producer = new KafkajsProducer(kafka);
    await producer.connect();
    const consumer = new KafkajsConsumer({
      ...kafka,
      groupId: `${prefix}reader`,
      topics: [StockAdjusted.topic],
      sessionTimeout: 10_000,
      partitionsAtOnce: 6,
      onFatal: (error) => {
        throw error;
      },
    });
    const outbox = new Outbox(service, producer, prefix, consumer);
    await consumer.start({
      onAssigned: () => undefined,
      onBatch: async ({ messages }, control) => {
        outbox.seen.push(...messages.filter((message) => message.key?.toString().startsWith(prefix)));
        control.resolve(messages.at(-1)!.offset);
      },
    });
    return outbox;
  }

  /** Says `count` events of one key, in one transaction, as this process or another. */
  write(key: string, count: number, units: UnitsOfWork = this.service.units): Promise<void> {
    const content = availability(`${this.prefix}${key}`, zero);
    return units.run(cause, async (unit) => {
      for (let i = 0; i < count; i += 1) unit.emit(say(AvailabilityChanged, content));
    });
  }

  async unsent(): Promise<number> {
    return (await this.service.database.query('SELECT count(*)::integer AS n FROM outbox'))[0].n;
  }

  /** Sequences as they came, repeats included. */
  get sequences(): number[] {
    return this.seen.map((message) => metaOf(message.value!).sequence);
  }

  /** That of `keys` keys the events 1 to `each` came, the first occurrences in order. */
  expectInOrder(keys: number, each: number): Promise<void> {
    return this.expectEachInOrder(Array.from({ length: keys }, () => each));
  }

  /** The same, where keys have different numbers of events. */
  async expectEachInOrder(counts: readonly number[]): Promise<void> {
    const expected = counts.reduce((sum, count) => sum + count, 0);
    await eventually(() => new Set(this.seen.map((message) => metaOf(message.value!).eventId)).size >= expected);
    const orders = this.firstOccurrences();
    for (const order of orders) expect(order).toEqual(order.map((_, i) => i + 1));
    expect(orders.map(({ length }) => length).sort()).toEqual([...counts].sort());
  }

  /** Sequences of each key. */
  private firstOccurrences(): number[][] {
    const byKey = new Map<string, number[]>();
    const ids = new Set<string>();
    for (const message of this.seen) {
      const { eventId, aggregateId, sequence } = metaOf(message.value!);
      if (ids.has(eventId)) continue;
      ids.add(eventId);
      byKey.set(aggregateId, [...(byKey.get(aggregateId) ?? []), sequence]);
    }
    return [...byKey.values()];
  }

  async close(): Promise<void> {
    await this.consumer.stop();
    await this.producer.disconnect();
    await this.service.close();
  }
}

const metaOf = (value: Buffer) => AvailabilityChanged.decode(wire.unframe(value).body).meta;

/** A producer that a test may hold still, break or watch. */
export class WatchedProducer implements EventProducer {
  /** Called before records are sent; what it throws is thrown. */
  before: (records: readonly OutgoingRecord[]) => Promise<void> | void = () => undefined;
  after: () => void = () => undefined;

  constructor(private readonly producer: EventProducer) {}

  connect = (): Promise<void> => this.producer.connect();
  disconnect = (): Promise<void> => this.producer.disconnect();

  async send(records: readonly OutgoingRecord[], options?: { timeoutMillis?: number }): Promise<void> {
    await this.before(records);
    try {
      await this.producer.send(records, options);
    } finally {
      this.after();
    }
  }
}

import { randomUUID } from 'node:crypto';
import { EventCodec, KafkajsConsumer } from '@penstock/kafka';
import { until } from '@penstock/testing/stack';
import type { LevelChanged } from '../../stock-service/events.js';
import { nextStockEvents, type StationSeen } from '../../stock-service/next/events.js';
import type { StockSite } from '../../stock-service/run.js';

/** An event that the service said, as it is on Kafka. */
export interface Said {
  readonly kind: 'level' | 'station';
  readonly eventId: string;
  readonly productId: string;
  readonly onHand: number | undefined;
  readonly partition: number;
  /** When the broker appended it, in milliseconds since 1970. */
  readonly at: number;
}

const QUIET_MILLIS = 5000;

/** Everything the service said, in the order of each partition. Resolves when no more came for five seconds. */
export async function everythingSaid(site: StockSite, topics: readonly string[]): Promise<readonly Said[]> {
  const { LevelChanged, StationSeen } = nextStockEvents(site.prefix);
  const codec = await EventCodec.connect(site.registryUrl, [], [LevelChanged, StationSeen]);
  const said: Said[] = [];
  let lastAt = Infinity;
  const consumer = new KafkajsConsumer({
    brokers: [site.kafkaBrokers],
    clientId: 'a-reader',
    groupId: `a-reader-${randomUUID()}`,
    topics,
    sessionTimeout: 30_000,
    partitionsAtOnce: 1,
    onFatal: (error) => console.error(error.message), // what was not read then fails the count
  });
  await consumer.start({
    onAssigned: () => (lastAt = performance.now()),
    async onBatch({ messages, partition }, control) {
      await codec.meetWriters(messages.flatMap(({ value }) => value ?? []));
      for (const { value, timestamp, offset } of messages) {
        const decoded = value && codec.decode(value);
        if (decoded?.kind !== 'event') throw new TypeError(`offset ${offset} of ${topics.join()} is no event`);
        const event = decoded.event as LevelChanged | StationSeen;
        said.push({
          kind: 'onHand' in event ? 'level' : 'station',
          eventId: event.meta.eventId,
          productId: event.productId,
          onHand: 'onHand' in event ? event.onHand : undefined,
          partition,
          at: timestamp,
        });
        control.resolve(offset);
      }
      lastAt = performance.now();
    },
  });
  await until(() => performance.now() - lastAt > QUIET_MILLIS, { withinMs: 600_000, everyMs: 100 });
  await consumer.stop();
  return said;
}

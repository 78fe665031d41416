import { randomUUID } from 'node:crypto';
import { EventCodec, KafkajsConsumer } from '@penstock/kafka';
import { until } from '@penstock/testing/stack';
import type { LevelChanged } from '../../stock-service/events.js';
import { nextStockEvents, type StationSeen } from '../../stock-service/next/events.js';
import { PARTITIONS, type StockSite } from '../../stock-service/run.js';
import { endsOf } from '../messaging/kafka-admin.js';

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

const PATIENCE_MILLIS = 120_000;

/**
 * Everything the service said, in the order of each partition, up to what Kafka has as this begins. By offsets, not by the clock: a machine that is
 * busy may well read nothing for seconds. What was not read within two minutes fails the count.
 */
export async function everythingSaid(site: StockSite, topics: readonly string[]): Promise<readonly Said[]> {
  const { LevelChanged, StationSeen } = nextStockEvents(site.prefix);
  const codec = await EventCodec.connect(site.registryUrl, [], [LevelChanged, StationSeen]);
  const said: Said[] = [];
  const unread = await endsOfAll(site, topics);
  const consumer = new KafkajsConsumer({
    brokers: [site.kafkaBrokers],
    clientId: 'a-reader',
    groupId: `a-reader-${randomUUID()}`,
    topics,
    sessionTimeout: 30_000,
    partitionsAtOnce: 1,
    onFatal: (error) => console.error(error.message),
  });
  await consumer.start({
    onAssigned: () => undefined,
    async onBatch({ messages, topic, partition }, control) {
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
        const place = placeOf(topic, partition);
        if (BigInt(offset) + 1n >= (unread.get(place) ?? 0n)) unread.delete(place);
      }
    },
  });
  await until(() => unread.size === 0, { withinMs: PATIENCE_MILLIS, everyMs: 100 });
  await consumer.stop();
  return said;
}

const placeOf = (topic: string, partition: number): string => `${topic}/${partition}`;

/** The offset behind the last record of each partition that has any. */
async function endsOfAll(site: StockSite, topics: readonly string[]): Promise<Map<string, bigint>> {
  const ends = new Map<string, bigint>();
  for (const topic of topics)
    for (const [partition, end] of await endsOf(site, topic, PARTITIONS))
      if (end > 0n) ends.set(placeOf(topic, partition), end);
  return ends;
}

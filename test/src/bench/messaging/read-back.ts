import { randomUUID } from 'node:crypto';
import { EventCodec, KafkajsConsumer } from '@penstock/kafka';
import { until } from '@penstock/testing/stack';
import { type LevelChanged, stockEvents } from '../../stock-service/events.js';
import type { StockSite } from '../../stock-service/run.js';

/** What the service said, without the events themselves: there may be millions. */
export interface Said {
  /** The levels of each product, in the order in which they are on Kafka. */
  readonly levels: ReadonlyMap<string, readonly number[]>;
  /** When the broker appended each event, in milliseconds since 1970, in no order. */
  readonly appendedAt: readonly number[];
}

const QUIET_MILLIS = 10_000;

/**
 * Reads all LevelChanged from Kafka. Resolves when as many as `expected` have come, or when no more came for ten seconds.
 * @param onSaid told each event
 */
export async function readBack(
  at: StockSite,
  expected: number,
  onSaid: (event: LevelChanged, appendedAt: number) => void = () => undefined,
): Promise<Said> {
  const { LevelChanged } = stockEvents(at.prefix);
  const codec = await EventCodec.connect(at.registryUrl, [], [LevelChanged]);
  const levels = new Map<string, number[]>();
  const appendedAt: number[] = [];
  let lastAt = performance.now();
  const consumer = new KafkajsConsumer({
    brokers: [at.kafkaBrokers],
    clientId: 'bench-reader',
    groupId: `bench-reader-${randomUUID()}`,
    topics: [LevelChanged.topic],
    sessionTimeout: 30_000,
    partitionsAtOnce: 1,
    onFatal: (error) => console.error(error.message), // what was not read then fails the count
  });
  await consumer.start({
    onAssigned: () => undefined,
    async onBatch({ messages }, control) {
      await codec.meetWriters(messages.flatMap(({ value }) => value ?? []));
      for (const { value, timestamp, offset } of messages) {
        const decoded = value && codec.decode(value);
        if (decoded?.kind === 'event' && decoded.type.name === LevelChanged.name) {
          const event = decoded.event as LevelChanged;
          const known = levels.get(event.productId);
          if (known) known.push(event.onHand);
          else levels.set(event.productId, [event.onHand]);
          appendedAt.push(timestamp);
          onSaid(event, timestamp);
        }
        control.resolve(offset);
      }
      lastAt = performance.now();
    },
  });
  await until(() => appendedAt.length >= expected || performance.now() - lastAt > QUIET_MILLIS, {
    withinMs: 600_000,
    everyMs: 100,
  });
  await consumer.stop();
  return { levels, appendedAt };
}

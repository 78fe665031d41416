import { randomUUID } from 'node:crypto';
import { EventCodec, KafkajsConsumer } from '@penstock/kafka';
import { until } from '@penstock/testing/stack';
import { type LevelChanged, stockEvents } from '../../stock-service/events.js';
import type { StockSite } from '../../stock-service/run.js';

/** An event that was said, and when the broker appended it, in milliseconds since 1970. */
export interface Said {
  readonly event: LevelChanged;
  readonly appendedAt: number;
}

/**
 * All LevelChanged on Kafka, those of one product in their order. Resolves when as many as `expected` have come, or when no more came
 * for ten seconds.
 */
export async function readBack(at: StockSite, expected: number): Promise<readonly Said[]> {
  const { LevelChanged } = stockEvents(at.prefix);
  const codec = await EventCodec.connect(at.registryUrl, [], [LevelChanged]);
  const said: Said[] = [];
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
      for (const { value, timestamp, offset } of messages) {
        if (value) await codec.meetWriters([value]);
        const decoded = value && codec.decode(value);
        if (decoded?.kind === 'event' && decoded.type.name === LevelChanged.name) {
          said.push({ event: decoded.event as Said['event'], appendedAt: timestamp });
        }
        control.resolve(offset);
      }
      lastAt = performance.now();
    },
  });
  await until(() => said.length >= expected || performance.now() - lastAt > 10_000, {
    withinMs: 600_000,
    everyMs: 100,
  });
  await consumer.stop();
  return said;
}

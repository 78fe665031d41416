import { randomUUID } from 'node:crypto';
import { EventCodec, KafkajsConsumer, partitionOfKey, PlatformaticProducer } from '@penstock/kafka';
import { until } from '@penstock/testing/stack';
import { type LevelChanged, stockEvents } from '../../../stock-service/events.js';
import { PARTITIONS, type StockSite } from '../../../stock-service/run.js';

/** An event the service said, as it lies on Kafka; those of a product in their order, repeats included. */
export interface Level {
  readonly productId: string;
  readonly eventId: string;
  /** The input that led to it. */
  readonly causationId: string | null;
  readonly onHand: number;
  readonly sequence: number | null;
}

const PATIENCE_MS = 60_000;

/** Everything on the outgoing topic until now. A last record of our own in each partition says where now is. */
export async function readLevels(site: StockSite): Promise<Level[]> {
  const { LevelChanged } = stockEvents(site.prefix);
  const end = `end-${randomUUID()}`;
  await markEnds(site, LevelChanged.topic, end);
  const codec = await EventCodec.connect(site.registryUrl, [], [LevelChanged]);
  const levels: Level[] = [];
  const ended = new Set<number>();
  let broken: Error | undefined;
  const consumer = new KafkajsConsumer({
    brokers: [site.kafkaBrokers],
    clientId: 'checker',
    groupId: `checker-${randomUUID()}`,
    topics: [LevelChanged.topic],
    sessionTimeout: 30_000,
    partitionsAtOnce: 1,
    onFatal: (error) => (broken = error),
  });
  await consumer.start({
    async onBatch({ partition, messages }, control) {
      await codec.meetWriters(messages.flatMap(({ value }) => value ?? []));
      for (const { value, offset, headers } of messages) {
        if (headers['end'] === end) ended.add(partition);
        const decoded = value && codec.decode(value);
        if (decoded?.kind === 'event') levels.push(levelOf(decoded.event as LevelChanged));
        control.resolve(offset);
      }
    },
  });
  await until(() => ended.size === PARTITIONS || broken !== undefined, { withinMs: PATIENCE_MS });
  await consumer.stop();
  if (broken) throw broken;
  if (ended.size < PARTITIONS) throw new Error(`${LevelChanged.topic} could not be read to its end`);
  return levels;
}

/** What somebody sees who tells events apart by the input that led to them, not by their own ids. */
export function oncePerInput(levels: readonly Level[]): Level[] {
  const seen = new Set<string | null>();
  return levels.filter(({ causationId }) => !seen.has(causationId) && seen.add(causationId));
}

const levelOf = ({ meta, productId, onHand }: LevelChanged): Level => ({
  productId,
  eventId: meta.eventId,
  causationId: meta.causationId,
  onHand,
  sequence: meta.sequence,
});

async function markEnds(site: StockSite, topic: string, end: string): Promise<void> {
  const producer = new PlatformaticProducer({ brokers: [site.kafkaBrokers], clientId: 'checker' });
  await producer.connect();
  const records = onePerPartition().map((key) => ({ topic, key, value: Buffer.from('the end'), headers: { end } }));
  await producer.send(records).finally(() => producer.disconnect());
}

/** A key for each partition. */
export function onePerPartition(): string[] {
  const keys = new Map<number, string>();
  for (let n = 0; keys.size < PARTITIONS; n += 1) {
    const partition = partitionOfKey(Buffer.from(`last_${n}`), PARTITIONS);
    if (!keys.has(partition)) keys.set(partition, `last_${n}`);
  }
  return [...keys.values()];
}

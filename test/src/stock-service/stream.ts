import { setTimeout as wait } from 'node:timers/promises';
import { EventCodec, KafkajsProducer, type OutgoingRecord, partitionOfKey } from '@penstock/kafka';
import { movement } from './movement.js';
import { randomFrom } from '../measuring/random.js';
import { stockEvents } from './events.js';
import { nextStockEvents } from './next/events.js';
import { PARTITIONS, type StockSite } from './run.js';

/** One movement that Kafka acknowledged, as those outside remember it. */
export interface Sent {
  readonly eventId: string;
  readonly productId: string;
  readonly partition: number;
  /** What is on hand of the product after it. */
  readonly onHand: number;
  /** Undefined where the producer was of the version before. */
  readonly station: string | undefined;
}

/** What those outside know of everything sent so far; nothing of it comes from the service. */
export interface Ledger {
  /** Distinct movements, those of a product in their order. */
  readonly sent: readonly Sent[];
  /** By partition the event id of every record, repeats included: its place is its offset. */
  readonly records: readonly (readonly string[])[];
}

export interface Stream {
  readonly ledger: Ledger;
  /** From now on the producer is of the next version, and writes its schema. */
  upgrade(): Promise<void>;
  /** Resolves when the last record is acknowledged. @throws what went wrong on the way */
  stop(): Promise<Ledger>;
}

const EVERY_MILLIS = 20;
/** However late it is: the records of a partition that are sent at once are one batch, which must stay below a megabyte. */
const MOST_AT_ONCE = 300;
const REPEATED = 0.01;
const PRODUCTS = 120;
const STATIONS = ['till-1', 'till-2', 'dock'];

/** Sends movements at a steady rate, on every partition, until told to stop. One in a hundred comes a second time, byte for byte. */
export async function startStream(
  site: StockSite,
  { eventsPerSecond, seed }: { eventsPerSecond: number; seed: number },
): Promise<Stream> {
  const random = randomFrom(seed);
  const sent: Sent[] = [];
  const records = Array.from({ length: PARTITIONS }, (): string[] => []);
  const movements = new Map<string, { onHand: number; count: number }>();
  const producer = new KafkajsProducer({ brokers: [site.kafkaBrokers], clientId: 'a-steady-producer' });
  await producer.connect();
  let codec = await EventCodec.connect(site.registryUrl, [stockEvents(site.prefix).StockMoved]);
  let isNext = false;
  let isStopping = false;

  function next(): { record: OutgoingRecord; fact: Sent } {
    const productId = `prd_${random.below(PRODUCTS)}`;
    const delta = random.below(20) - 5;
    const known = movements.get(productId) ?? { onHand: 0, count: 0 };
    const now = { onHand: known.onHand + delta, count: known.count + 1 };
    movements.set(productId, now);
    const moved = movement(productId, delta, now.count);
    const station = isNext ? STATIONS[random.below(STATIONS.length)] : undefined;
    const type = isNext ? nextStockEvents(site.prefix).StockMoved : stockEvents(site.prefix).StockMoved;
    const value = codec.encode(type, { ...moved, ...(station !== undefined && { station }) });
    return {
      record: { topic: type.topic, key: productId, value, headers: {} },
      fact: {
        eventId: moved.meta.eventId,
        productId,
        partition: partitionOfKey(Buffer.from(productId), PARTITIONS),
        onHand: now.onHand,
        station,
      },
    };
  }

  async function run(): Promise<void> {
    const begun = performance.now();
    for (let count = 0; !isStopping; await wait(EVERY_MILLIS)) {
      const late = Math.floor(((performance.now() - begun) * eventsPerSecond) / 1000) - count;
      const due = Math.min(late, MOST_AT_ONCE);
      const batch = Array.from({ length: due }, next);
      count += due;
      const repeated = batch.filter(() => random.chance(REPEATED));
      if (due === 0) continue;
      await producer.send([...batch, ...repeated].map(({ record }) => record));
      for (const { fact } of batch) sent.push(fact);
      for (const { fact } of [...batch, ...repeated]) records[fact.partition]?.push(fact.eventId);
    }
  }

  const running = run();
  running.catch(() => undefined); // told to whoever stops it
  const ledger = { sent, records };
  return {
    ledger,
    async upgrade() {
      codec = await EventCodec.connect(site.registryUrl, [nextStockEvents(site.prefix).StockMoved]);
      isNext = true;
    },
    async stop() {
      isStopping = true;
      await running.finally(() => producer.disconnect());
      return ledger;
    },
  };
}

import { createHash } from 'node:crypto';
import { instantOfMillis, uuid7 } from '@penstock/domain';
import { EventCodec, type OutgoingRecord, PlatformaticProducer } from '@penstock/kafka';
import { randomFrom } from '../../measuring/random.js';
import { stockEvents, type StockMoved } from '../../stock-service/events.js';
import type { StockSite } from '../../stock-service/run.js';

const PRODUCTS = 5000;
const DUPLICATES = 0.01;
/** A duplicate repeats one of so many movements before it. */
const RECENT = 1000;
const SENT_AT_ONCE = 2000;

/** A stream of movements, in order, as a producer sends it. */
export interface Movements {
  /** All records, repeats included. */
  readonly records: readonly OutgoingRecord[];
  readonly distinct: number;
  /** What is on hand of each product after each of its movements. */
  readonly levels: ReadonlyMap<string, readonly number[]>;
}

/** The same stream for the same seed, save event ids and times. One in a hundred repeats a recent one, byte for byte. */
export async function movements(site: StockSite, count: number, seed: number): Promise<Movements> {
  const { StockMoved } = stockEvents(site.prefix);
  const codec = await EventCodec.connect(site.registryUrl, [StockMoved]);
  const random = randomFrom(seed);
  const records: OutgoingRecord[] = [];
  const levels = new Map<string, number[]>();
  let distinct = 0;
  while (records.length < count) {
    const earlier = random.chance(DUPLICATES) ? records[records.length - 1 - random.below(RECENT)] : undefined;
    if (earlier) {
      records.push(earlier);
      continue;
    }
    const productId = `prd_bench_${random.below(PRODUCTS)}`;
    const delta = random.below(20) - 5;
    const known = levels.get(productId) ?? [];
    if (!levels.has(productId)) levels.set(productId, known);
    known.push((known.at(-1) ?? 0) + delta);
    const value = codec.encode(StockMoved, movement(productId, delta, known.length));
    records.push({ topic: StockMoved.topic, key: productId, value, headers: {} });
    distinct += 1;
  }
  return { records, distinct, levels };
}

export async function send(kafkaBrokers: string, records: readonly OutgoingRecord[]): Promise<void> {
  const producer = new PlatformaticProducer({ brokers: [kafkaBrokers], clientId: 'bench-source' });
  await producer.connect();
  for (let at = 0; at < records.length; at += SENT_AT_ONCE) await producer.send(records.slice(at, at + SENT_AT_ONCE));
  await producer.disconnect();
}

/** Bytes that do not compress to nothing, as a person's note would not. */
const NOTE = createHash('shake256', { outputLength: 283 }).update('note').digest('hex');

/** A movement of about a kilobyte. */
export function movement(productId: string, delta: number, sequence: number): StockMoved {
  const now = instantOfMillis(Date.now());
  return {
    meta: {
      eventId: uuid7(),
      occurredAt: now,
      occurredZone: null,
      source: { system: 'odoo:main', channel: null },
      entity: 'main',
      correlationId: `bench-${productId}-${sequence}`,
      causationId: null,
      aggregateId: productId,
      sequence,
      mode: 'live',
    },
    productId,
    sku: `SKU-${productId}`,
    locationId: 'loc_bench',
    delta,
    unit: 'unit',
    reason: 'RECEIPT',
    attributes: Object.fromEntries(ATTRIBUTES.map((name) => [name, `${name} of ${productId}, as the source has it`])),
    note: NOTE,
  };
}

const ATTRIBUTES = ['batch', 'bin', 'operator', 'document', 'carrier'];

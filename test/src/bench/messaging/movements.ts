import { type EventOf, StockAdjusted } from '@penstock/contracts';
import { type Decimal, decimal, instantOfMillis, uuid7 } from '@penstock/domain';
import { EventCodec, KafkajsProducer, type OutgoingRecord } from '@penstock/kafka';
import { randomFrom } from '../../measuring/random.js';

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
  readonly levels: ReadonlyMap<string, readonly Decimal[]>;
}

/** The same stream for the same seed, save event ids and times. One in a hundred repeats a recent one, byte for byte. */
export async function movements(registryUrl: string, count: number, seed: number): Promise<Movements> {
  const codec = await EventCodec.connect(registryUrl, [StockAdjusted]);
  const random = randomFrom(seed);
  const records: OutgoingRecord[] = [];
  const levels = new Map<string, Decimal[]>();
  let distinct = 0;
  while (records.length < count) {
    const earlier = random.chance(DUPLICATES) ? records[records.length - 1 - random.below(RECENT)] : undefined;
    if (earlier) {
      records.push(earlier);
      continue;
    }
    const productId = `prd_bench_${random.below(PRODUCTS)}`;
    const delta = decimal(String(random.below(20) - 5));
    const known = levels.get(productId) ?? [];
    levels.set(productId, [...known, (known.at(-1) ?? decimal('0')).plus(delta)]);
    const value = codec.encode(StockAdjusted, movement(productId, delta, known.length + 1));
    records.push({ topic: StockAdjusted.topic, key: productId, value, headers: {} });
    distinct += 1;
  }
  return { records, distinct, levels };
}

export async function send(kafkaBrokers: string, records: readonly OutgoingRecord[]): Promise<void> {
  const producer = new KafkajsProducer({ brokers: [kafkaBrokers], clientId: 'bench-source' });
  await producer.connect();
  for (let at = 0; at < records.length; at += SENT_AT_ONCE) await producer.send(records.slice(at, at + SENT_AT_ONCE));
  await producer.disconnect();
}

function movement(productId: string, amount: Decimal, sequence: number): EventOf<typeof StockAdjusted> {
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
    locationId: 'loc_bench',
    delta: { amount, unit: 'Units' },
    cause: 'RECEIPT',
    odooMoveId: null,
    effectiveAt: now,
  };
}

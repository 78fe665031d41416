import { createHash } from 'node:crypto';
import { StockAdjusted } from '@penstock/contracts';
import { type OutgoingRecord, partitionOfKey } from '@penstock/kafka';
import { randomFrom } from '../../measuring/random.js';
import { adjusted } from '../../inventory-site/facts.js';
import type { Speaker } from '../../inventory-site/speaker.js';

/** As many as the rivals have. */
export const PRODUCTS = 1000;
/** On hand of each in the beginning, as the rivals'. */
export const OPENING = 100;

/** Of the topic, on one machine. */
const PARTITIONS = 6;

const REPEATED = 0.01;
/** A repeat is one of so many movements before it. */
const RECENT = 1000;
const SENT_AT_ONCE = 2000;

/** An event of ours has some 250 bytes; a kilobyte is what the other benches move. Written where nothing that is said copies it. */
const PADDING = createHash('shake256', { outputLength: 416 }).update('padding').digest('hex');

/** What the sender of movements knows of them. */
export interface Sent {
  /** Repeats included. */
  readonly records: number;
  /** Of distinct movements, in no order. */
  readonly eventIds: readonly string[];
  /** The last of each partition: where these are done, all are. */
  readonly lastIds: readonly string[];
  /** On hand of each product after all of its movements. */
  readonly levels: ReadonlyMap<string, number>;
  /** Of all values together. */
  readonly bytes: number;
}

export const productsOf = (run: string): string[] =>
  Array.from({ length: PRODUCTS }, (_, nth) => `prd_${run}_${String(nth).padStart(4, '0')}`);

/** Sends movements of a run's products as fast as Kafka takes them: from −12 to 12 and never none, as the rivals'; one in a hundred comes twice. */
export async function fill(
  speaker: Speaker,
  { run, locationId, count, seed }: { run: string; locationId: string; count: number; seed: number },
): Promise<Sent> {
  const random = randomFrom(seed);
  const products = productsOf(run);
  const levels = new Map(products.map((productId) => [productId, OPENING]));
  const eventIds: string[] = [];
  const recent: OutgoingRecord[] = [];
  const last = new Map<number, string>();
  let [records, bytes] = [0, 0];
  const source = { system: 'odoo:main', channel: PADDING };

  function fresh(): OutgoingRecord {
    const productId = products[random.below(PRODUCTS)] ?? '';
    const delta = 1 + random.below(12) - (random.chance(0.5) ? 13 : 0);
    levels.set(productId, (levels.get(productId) ?? 0) + delta);
    const event = adjusted(productId, delta, { locationId, meta: { source } });
    const record = speaker.record(StockAdjusted, event);
    recent[eventIds.length % RECENT] = record;
    eventIds.push(event.meta.eventId);
    last.set(partitionOfKey(Buffer.from(productId), PARTITIONS), event.meta.eventId);
    return record;
  }

  while (records < count) {
    const batch = Array.from(
      { length: Math.min(SENT_AT_ONCE, count - records) },
      () => (random.chance(REPEATED) ? recent[random.below(RECENT)] : undefined) ?? fresh(),
    );
    records += batch.length;
    bytes += batch.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    await speaker.send(batch);
  }
  return { records, eventIds, lastIds: [...last.values()], levels, bytes };
}

import { randomBytes } from 'node:crypto';
import type { EventType } from '@penstock/contracts';
import { EventCodec, type EventProducer, type OutgoingRecord, PlatformaticProducer } from '@penstock/kafka';
import { type Random, randomFrom } from '../../measuring/random.js';
import type { StockMoved } from '../../stock-service/events.js';
import type { StockSite } from '../../stock-service/run.js';
import { movement } from '../../stock-service/movement.js';

const PRODUCTS = 5000;
const DUPLICATES = 0.01;
/** A duplicate repeats one of so many movements before it. */
const RECENT = 1000;
/** As many traces are recorded as a service records by default: OTEL_TRACES_SAMPLER_ARG. */
const SAMPLED = 0.1;
const SENT_AT_ONCE = 2000;

/** What the sender of movements knows of them. */
export interface Ledger {
  /** Repeats included. */
  readonly records: number;
  readonly distinct: number;
  /** Distinct movements whose trace is recorded. */
  readonly sampled: number;
  /** Of all values together. */
  readonly bytes: number;
  /** What is on hand of each product after each of its movements. */
  readonly levels: ReadonlyMap<string, readonly number[]>;
}

export interface Movement extends OutgoingRecord {
  readonly eventId: string;
}

/**
 * A stream of movements, made as it is sent and not kept: the same for the same seed, save event ids, traces and times. One in a hundred repeats
 * a recent one, byte for byte; one in ten belongs to a trace that is recorded.
 */
export class Source {
  private readonly random: Random;
  private readonly recent: Movement[] = [];
  private readonly levels = new Map<string, number[]>();
  private records = 0;
  private distinct = 0;
  private sampled = 0;
  private bytes = 0;

  private constructor(
    readonly producer: EventProducer,
    private readonly codec: EventCodec,
    private readonly type: EventType<StockMoved>,
    private readonly products: string,
    seed: number,
  ) {
    this.random = randomFrom(seed);
  }

  /** @param products what their ids begin with: those of two sources on one site must differ */
  static async open(
    site: StockSite,
    type: EventType<StockMoved>,
    seed: number,
    products = 'prd_bench',
  ): Promise<Source> {
    const producer = new PlatformaticProducer({ brokers: [site.kafkaBrokers], clientId: 'bench-source' });
    await producer.connect();
    return new Source(producer, await EventCodec.connect(site.registryUrl, [type]), type, products, seed);
  }

  get ledger(): Ledger {
    const { records, distinct, sampled, bytes, levels } = this;
    return { records, distinct, sampled, bytes, levels };
  }

  /** What is made must be sent, in the order it was made. */
  next(count: number): Movement[] {
    return Array.from({ length: count }, () => {
      const earlier = this.random.chance(DUPLICATES) ? this.recent[this.random.below(RECENT)] : undefined;
      const next = earlier ?? this.fresh();
      this.records += 1;
      this.bytes += next.value.length;
      return next;
    });
  }

  /** Sends so many movements as fast as Kafka takes them. */
  async fill(count: number): Promise<void> {
    for (let left = count; left > 0; left -= SENT_AT_ONCE)
      await this.producer.send(this.next(Math.min(left, SENT_AT_ONCE)));
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }

  private fresh(): Movement {
    const productId = `${this.products}_${this.random.below(PRODUCTS)}`;
    const known = this.levels.get(productId) ?? [];
    if (known.length === 0) this.levels.set(productId, known);
    const delta = this.random.below(20) - 5;
    known.push((known.at(-1) ?? 0) + delta);
    const event = movement(productId, delta, known.length);
    const isSampled = this.random.chance(SAMPLED);
    const headers = { traceparent: traceparent(isSampled) };
    const value = this.codec.encode(this.type, event);
    const made = { topic: this.type.topic, key: productId, value, headers, eventId: event.meta.eventId };
    this.recent[this.distinct % RECENT] = made;
    this.distinct += 1;
    if (isSampled) this.sampled += 1;
    return made;
  }
}

/** https://www.w3.org/TR/trace-context/#traceparent-header */
function traceparent(isSampled: boolean): string {
  const ids = randomBytes(24).toString('hex');
  return `00-${ids.slice(0, 32)}-${ids.slice(32)}-${isSampled ? '01' : '00'}`;
}

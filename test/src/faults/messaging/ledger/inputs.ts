import { randomUUID } from 'node:crypto';
import { wire } from '@penstock/contracts';
import { EventCodec, type OutgoingRecord, partitionOfKey } from '@penstock/kafka';
import { movement } from '../../../stock-service/movement.js';
import type { Random } from '../../../measuring/random.js';
import { stockEvents, type StockMoved } from '../../../stock-service/events.js';
import { PARTITIONS, type StockSite } from '../../../stock-service/run.js';
import type { Entry } from './entry.js';

/** Few, so that the order of each is put to the test. */
const PRODUCTS = 50;
const REPEATED = 0.05;
/** A repeat comes up to so many movements late. */
const RECENT = 300;

export interface Input {
  readonly entry: Entry;
  readonly record: OutgoingRecord;
  /** Null where the bytes are no event. */
  readonly moved: StockMoved | null;
}

/** Makes what is sent: the same for the same seed, save ids and times. What is made is sent in the order it is made, or order means nothing. */
export class Inputs {
  private readonly made: Input[] = [];
  private readonly places = new Map<string, number>();

  private constructor(
    private readonly schemaId: number,
    private readonly type: ReturnType<typeof stockEvents>['StockMoved'],
    private readonly random: Random,
  ) {}

  static async for(site: StockSite, random: Random): Promise<Inputs> {
    const { StockMoved } = stockEvents(site.prefix);
    const codec = await EventCodec.connect(site.registryUrl, [StockMoved]);
    const schemaId = wire.schemaIdOf(codec.encode(StockMoved, movement('any', 0, 1))) ?? 0;
    return new Inputs(schemaId, StockMoved, random);
  }

  /** So many movements; one in twenty of all records repeats one of the last few hundred. */
  next(count: number): Input[] {
    const inputs: Input[] = [];
    for (let good = 0; good < count;) {
      const again = this.random.chance(REPEATED) ? this.recent() : undefined;
      if (again) {
        inputs.push(this.repeat(again));
        continue;
      }
      inputs.push(this.good(`prd_${this.random.below(PRODUCTS)}`));
      good += 1;
    }
    return inputs;
  }

  /** A movement of this product, changed as told. */
  good(productId: string, change: Partial<StockMoved> = {}): Input {
    const input = this.of('good', this.moved(productId, change));
    this.made.push(input);
    return input;
  }

  /** The same bytes again. */
  repeat({ entry, record, moved }: Input): Input {
    return named({ ...entry, kind: 'repeat', place: 0 }, record, moved);
  }

  /** A movement that must become a dead letter, by what was changed in it. */
  doomed(productId: string, change: Partial<StockMoved>): Input {
    return this.of('dead', this.moved(productId, change));
  }

  /** Bytes that are no event, under a product's key. */
  poison(productId: string, value: Buffer): Input {
    const facts = { kind: 'dead', productId, eventId: null, place: 0, delta: 0 } as const;
    return named({ ...facts, partition: partitionOf(productId) }, this.recordOf(productId, value), null);
  }

  /** One of the last movements. */
  recent(): Input | undefined {
    return this.made[this.made.length - 1 - this.random.below(Math.min(RECENT, this.made.length))];
  }

  private moved(productId: string, change: Partial<StockMoved>): StockMoved {
    return { ...movement(productId, this.random.below(20) - 5, this.made.length + 1), ...change };
  }

  private of(kind: 'good' | 'dead', moved: StockMoved): Input {
    const { productId, delta } = moved;
    const place = kind === 'good' ? (this.places.get(productId) ?? 0) + 1 : 0;
    if (kind === 'good') this.places.set(productId, place);
    const facts = { kind, productId, eventId: moved.meta.eventId, place, delta, partition: partitionOf(productId) };
    const value = wire.frame(this.schemaId, this.type.encode(moved)); // not by the codec: it makes none that is too large
    return named(facts, this.recordOf(productId, value), moved);
  }

  private readonly recordOf = (key: string, value: Buffer): OutgoingRecord => ({
    topic: this.type.topic,
    key,
    value,
    headers: {},
  });
}

const partitionOf = (key: string): number => partitionOfKey(Buffer.from(key), PARTITIONS);

function named(facts: Omit<Entry, 'id'>, record: OutgoingRecord, moved: StockMoved | null): Input {
  const id = randomUUID();
  return { entry: { ...facts, id }, record: { ...record, headers: { 'ledger-id': id } }, moved };
}

import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { OrderCancelled, OrderCreated, OrderUpdated, ReturnReceived, ShipmentReported, StockCounted, topics } from '@penstock/contracts'; // prettier-ignore
import { EventCodec, type OutgoingRecord, PlatformaticProducer } from '@penstock/kafka';
import { endsOf, type Offsets } from '../../faults/messaging/kafka-admin.js';
import type { Random } from '../../measuring/random.js';
import type { Saying } from '../plan/day.js';

const TYPES = [OrderCreated, OrderUpdated, OrderCancelled, ShipmentReported, ReturnReceived, StockCounted];

/** Of what is sent, sent once more a moment later, byte for byte. */
const DUPLICATES = 0.1;
const AT_ONCE = 50;

/** The world outside: puts events on Kafka at least once, and writes down which, before and after. */
export class Source {
  /** Everything that Kafka acknowledged, in order, by event id. */
  private readonly sent = new Map<string, OutgoingRecord>();

  private constructor(
    private readonly producer: PlatformaticProducer,
    private readonly codec: EventCodec,
    private readonly ledger: string,
    readonly kafkaBrokers: string,
  ) {}

  static async open(at: { kafkaBrokers: string; registryUrl: string; dataDir: string }): Promise<Source> {
    const producer = new PlatformaticProducer({ brokers: [at.kafkaBrokers], clientId: 'odoo-day' });
    await producer.connect();
    mkdirSync(join(at.dataDir, 'ledgers'), { recursive: true });
    const ledger = join(at.dataDir, 'ledgers', 'sent.jsonl');
    return new Source(producer, await EventCodec.connect(at.registryUrl, TYPES), ledger, at.kafkaBrokers);
  }

  /** Sends in the order given, with repeats among them; resolves when Kafka has all. @returns the event ids */
  async say(sayings: readonly Saying[], random: Random): Promise<string[]> {
    const ids: string[] = [];
    for (let at = 0; at < sayings.length; at += AT_ONCE) {
      const some = sayings.slice(at, at + AT_ONCE);
      const records = some.map(({ type, event }) => this.recordOf({ type, event }));
      this.note('begun', some);
      await this.producer.send(records);
      this.note('acknowledged', some);
      await this.producer.send(records.filter(() => random.chance(DUPLICATES)));
      some.forEach(({ event }, index) => this.sent.set(event.meta.eventId, records[index] as OutgoingRecord));
      ids.push(...some.map(({ event }) => event.meta.eventId));
    }
    return ids;
  }

  /** Everything of these once more: the same bytes, as a topic that is read again. */
  async sayAgain(ids: readonly string[]): Promise<void> {
    const records = ids.flatMap((id) => this.sent.get(id) ?? []);
    for (let at = 0; at < records.length; at += AT_ONCE) await this.producer.send(records.slice(at, at + AT_ONCE));
  }

  /** Where the next record of each topic that it writes to will be: whoever has read so far has read everything. */
  async ends(): Promise<ReadonlyMap<string, Offsets>> {
    const written = new Set(TYPES.map(({ topic }) => topic));
    const ends = topics
      .filter(({ name }) => written.has(name))
      .map(async ({ name, localPartitions }) => [name, await endsOf(this, name, localPartitions)] as const);
    return new Map(await Promise.all(ends));
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }

  private recordOf({ type, event }: Pick<Saying, 'type' | 'event'>): OutgoingRecord {
    return { topic: type.topic, key: type.keyOf(event), value: this.codec.encode(type, event), headers: {} };
  }

  private note(what: 'begun' | 'acknowledged', some: readonly Saying[]): void {
    const lines = some.map(({ type, event: { meta } }) =>
      JSON.stringify({ [what]: meta.eventId, type: type.name, about: meta.aggregateId }),
    );
    appendFileSync(this.ledger, `${lines.join('\n')}\n`);
  }
}

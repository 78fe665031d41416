import { randomUUID } from 'node:crypto';
import { type AnyEvent, topics } from '@penstock/contracts';
import { EventCodec, KafkajsConsumer } from '@penstock/kafka';

/** An event as it lies on Kafka. */
export interface Heard {
  /** Without its namespace, such as `StockAdjusted`. */
  readonly name: string;
  readonly event: AnyEvent;
}

/** Reads along what is said from now on, on every topic. */
export class Witness {
  /** First occurrences, as a consumer with an inbox sees a topic: a relay may repeat what it sent, with the same ids. */
  readonly heard: Heard[] = [];
  private readonly ids = new Set<string>();

  private constructor(private readonly consumer: KafkajsConsumer) {}

  static async call(at: { kafkaBrokers: string; registryUrl: string }): Promise<Witness> {
    const codec = await EventCodec.connect(at.registryUrl, []);
    const witness = new Witness(
      new KafkajsConsumer({
        brokers: [at.kafkaBrokers],
        clientId: 'odoo-day-witness',
        groupId: `odoo-day-witness-${randomUUID()}`,
        topics: topics.map(({ name }) => name),
        sessionTimeout: 30_000,
        partitionsAtOnce: 4,
        onFatal: (error) => console.error(error.message), // what was not read then fails the comparison
      }),
    );
    await witness.consumer.start({
      onAssigned: () => undefined,
      onBatch: async ({ messages }, control) => {
        await codec.meetWriters(messages.flatMap(({ value }) => value ?? []));
        for (const { value, offset } of messages) {
          const decoded = value && codec.decode(value);
          if (decoded?.kind === 'event')
            witness.hear({ name: shortName(decoded.type.name), event: decoded.event as AnyEvent });
          control.resolve(offset);
        }
      },
    });
    return witness;
  }

  all<Event extends AnyEvent>(name: string): Event[] {
    return this.heard.filter((each) => each.name === name).map(({ event }) => event as Event);
  }

  leave(): Promise<void> {
    return this.consumer.stop();
  }

  private hear(heard: Heard): void {
    const { eventId } = heard.event.meta;
    if (this.ids.has(eventId)) return;
    this.ids.add(eventId);
    this.heard.push(heard);
  }
}

const shortName = (name: string): string => name.split('.').at(-1) ?? name;

import { randomUUID } from 'node:crypto';
import { OdooRecordLinked } from '@penstock/contracts';
import { EventCodec, KafkajsConsumer } from '@penstock/kafka';

/** What the adapter said of orders that are in Odoo, confirmed. */
export interface Links {
  /** When the broker appended the news of an order, in milliseconds since 1970, by its canonical id. */
  readonly at: ReadonlyMap<string, number>;
  leave(): Promise<void>;
}

export async function hearLinks(site: { kafkaBrokers: string; registryUrl: string }): Promise<Links> {
  const codec = await EventCodec.connect(site.registryUrl, [], [OdooRecordLinked]);
  const at = new Map<string, number>();
  const consumer = new KafkajsConsumer({
    brokers: [site.kafkaBrokers],
    clientId: 'odoo-bench-reader',
    groupId: `odoo-bench-reader-${randomUUID()}`,
    topics: [OdooRecordLinked.topic],
    sessionTimeout: 30_000,
    partitionsAtOnce: 4,
    onFatal: (error) => console.error(error.message), // what was not read then fails the count
  });
  await consumer.start({
    onAssigned: () => undefined,
    async onBatch({ messages }, control) {
      await codec.meetWriters(messages.flatMap(({ value }) => value ?? []));
      for (const { value, timestamp, offset } of messages) {
        const decoded = value && codec.decode(value);
        if (decoded?.kind === 'event' && decoded.type.name === OdooRecordLinked.name) {
          const event = decoded.event as OdooRecordLinked;
          if (event.kind === 'SALE_ORDER' && !at.has(event.canonicalId)) at.set(event.canonicalId, timestamp);
        }
        control.resolve(offset);
      }
    },
  });
  return { at, leave: () => consumer.stop() };
}

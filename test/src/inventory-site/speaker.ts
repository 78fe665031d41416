import {
  type AnyEvent,
  CycleCountCompleted,
  type EventType,
  LocationLinked,
  OrderCreated,
  ProductLinked,
  ReservationRequested,
  StockAdjusted,
} from '@penstock/contracts';
import { EventCodec, type OutgoingRecord, PlatformaticProducer } from '@penstock/kafka';

/** Says what Odoo, its adapter and order-ingest would say: a producer of canonical events outside the service. */
export interface Speaker {
  /** The bytes of an event; the same may be sent again. */
  record<E extends AnyEvent>(type: EventType<E>, event: E, headers?: Readonly<Record<string, string>>): OutgoingRecord;
  /** Resolves when Kafka has them all. */
  send(records: readonly OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

const TYPES = [
  ...[ProductLinked, LocationLinked, CycleCountCompleted, StockAdjusted, OrderCreated, ReservationRequested],
];
const SENT_AT_ONCE = 2000;

export async function openSpeaker(
  { kafkaBrokers, registryUrl }: { kafkaBrokers: string; registryUrl: string },
  types: readonly EventType[] = TYPES,
): Promise<Speaker> {
  const producer = new PlatformaticProducer({ brokers: [kafkaBrokers], clientId: 'a-speaker' });
  await producer.connect();
  const codec = await EventCodec.connect(registryUrl, types);
  return {
    record: (type, event, headers = {}) => ({
      topic: type.topic,
      key: type.keyOf(event),
      value: codec.encode(type, event),
      headers,
    }),
    async send(records) {
      for (let at = 0; at < records.length; at += SENT_AT_ONCE)
        await producer.send(records.slice(at, at + SENT_AT_ONCE));
    },
    close: () => producer.disconnect(),
  };
}

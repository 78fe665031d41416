import { randomUUID } from 'node:crypto';
import { KafkajsConsumer, PlatformaticProducer, type ReceivedMessage } from '@penstock/kafka';
import { PARTITIONS } from '../../../stock-service/run.js';
import type { FaultSite } from '../fault.js';
import { endsOf, type Offsets } from '../kafka-admin.js';
import { operate } from './operate.js';

/** The records of the fault's movements that are on Kafka now, by partition: what a shop's archive, or its producers, could send again. */
export async function archive({ stock, until }: FaultSite): Promise<ReadonlyMap<number, readonly ReceivedMessage[]>> {
  const topic = `${stock.prefix}.movements`;
  const ends = await endsOf(stock, topic, PARTITIONS);
  const found = new Map([...ends.keys()].map((partition) => [partition, [] as ReceivedMessage[]]));
  const consumer = new KafkajsConsumer({
    brokers: [stock.kafkaBrokers],
    clientId: 'archive',
    groupId: `archive-${randomUUID()}`,
    topics: [topic],
    sessionTimeout: 30_000,
    partitionsAtOnce: 1,
    onFatal: (error) => {
      throw error;
    },
  });
  await consumer.start({
    async onBatch({ partition, messages }, control) {
      found.get(partition)?.push(...messages);
      control.resolve(messages.at(-1)?.offset ?? 0n);
    },
  });
  const isWhole = (): boolean =>
    [...ends].every(([partition, end]) => end === 0n || found.get(partition)?.at(-1)?.offset === end - 1n);
  await until('the archive is whole', isWhole).finally(() => consumer.stop());
  return found;
}

/** Sends records again, byte for byte and in their order, behind what is there now. @returns where they begin */
export async function sendAgain(site: FaultSite, records: readonly ReceivedMessage[]): Promise<Offsets> {
  const begin = await endsOf(site.stock, `${site.stock.prefix}.movements`, PARTITIONS);
  const producer = new PlatformaticProducer({ brokers: [site.stock.kafkaBrokers], clientId: 'archive' });
  await producer.connect();
  await producer
    .send(
      records.map(({ topic, key, value, headers }) => ({
        ...{ topic, headers },
        key: key?.toString() ?? '',
        value: value ?? Buffer.alloc(0),
      })),
    )
    .finally(() => producer.disconnect());
  return begin;
}

/** What the runbook has an operator do: the group goes on there. */
export async function setPositions(site: FaultSite, offsets: Offsets): Promise<void> {
  const topic = `${site.stock.prefix}.movements`;
  for (const [partition, offset] of offsets) {
    await operate(
      site,
      `UPDATE consumer_offset SET next_offset = ${offset} WHERE topic = '${topic}' AND partition = ${partition} RETURNING partition, next_offset`,
    );
  }
}

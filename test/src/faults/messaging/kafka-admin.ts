import { Admin } from '@platformatic/kafka';
import { until } from '@penstock/testing/stack';
import type { StockSite } from '../../stock-service/run.js';

/** By partition. */
export type Offsets = ReadonlyMap<number, bigint>;

type Kafka = Pick<StockSite, 'kafkaBrokers'>;

async function administer<T>({ kafkaBrokers }: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Admin({ clientId: 'faults', bootstrapBrokers: [kafkaBrokers] });
  return work(admin).finally(() => admin.close());
}

/** https://kafka.apache.org/protocol.html: ListOffsets, "the next offset of a record" */
const LATEST = -1n;

/** Where the next record of each partition will be. */
export const endsOf = (stock: Kafka, topic: string, partitions: number): Promise<Offsets> =>
  administer(stock, async (admin) => {
    const asked = Array.from({ length: partitions }, (_, partitionIndex) => ({ partitionIndex, timestamp: LATEST }));
    const [found] = await admin.listOffsets({ topics: [{ name: topic, partitions: asked }] });
    return new Map(found?.partitions.map(({ partitionIndex, offset }) => [partitionIndex, offset]));
  });

/** What Kafka was told that the group has done. */
export const committedOf = (stock: Kafka, groupId: string, topic: string): Promise<Offsets> =>
  administer(stock, async (admin) => {
    const [group] = await admin.listConsumerGroupOffsets({ groups: [groupId] });
    const found = group?.topics.find(({ name }) => name === topic);
    return new Map(found?.partitions.map(({ partitionIndex, committedOffset }) => [partitionIndex, committedOffset]));
  });

/** Deletes the records before these offsets, as retention does. */
export const deleteBefore = (stock: Kafka, topic: string, offsets: Offsets): Promise<void> =>
  administer(stock, async (admin) => {
    const partitions = [...offsets].map(([partition, offset]) => ({ partition, offset }));
    await admin.deleteRecords({ topics: [{ name: topic, partitions }] });
  });

/** Deletes a topic, with all its records, and makes an empty one of its name. */
export const makeAnew = (stock: Kafka, topic: string, partitions: number): Promise<void> =>
  administer(stock, async (admin) => {
    await admin.deleteTopics({ topics: [topic] });
    const isGone = async (): Promise<boolean> => !(await admin.listTopics()).includes(topic);
    if (!(await until(isGone, { withinMs: 30_000 }))) throw new Error(`${topic} does not go`);
    await admin.createTopics({ topics: [topic], partitions, replicas: 1 });
  });

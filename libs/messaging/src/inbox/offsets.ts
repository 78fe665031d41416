import type { Position } from '@penstock/kafka';
import type { Transaction } from '@penstock/persistence';

/** Another process owns this partition now, or the database moved on: this batch must be dropped and the position read again. */
export class Fenced extends Error {
  constructor(topic: string, partition: number, expected: bigint) {
    super(`${topic}/${partition}: the database is no longer at offset ${expected}`);
    this.name = 'Fenced';
  }
}

/**
 * Where this group continues on a partition. PostgreSQL's offset is the truth, Kafka's committed one only follows.
 * @returns null when this group never finished a batch of the partition
 */
export async function readOffset(
  transaction: Transaction,
  group: string,
  topic: string,
  partition: number,
): Promise<bigint | null> {
  const rows = await transaction.query<{ next: string }>(
    'SELECT next_offset AS next FROM consumer_offset WHERE group_name = $1 AND topic = $2 AND partition = $3',
    [group, topic, partition],
    'read offset',
  );
  return rows[0] ? BigInt(rows[0].next) : null;
}

/**
 * Moves the offset from `expected` to `next`, as the first statement of a batch: its row lock keeps two consumers of one partition apart.
 * @throws Fenced when the offset is not where the caller read it
 */
export async function moveOffset(
  transaction: Transaction,
  group: string,
  at: { topic: string; partition: number; expected: bigint | null; next: bigint },
): Promise<void> {
  const { topic, partition, expected, next } = at;
  const rows =
    expected === null
      ? await transaction.query(
          `INSERT INTO consumer_offset (group_name, topic, partition, next_offset) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1`,
          [group, topic, partition, next.toString()],
          'first offset',
        )
      : await transaction.query(
          `UPDATE consumer_offset SET next_offset = $4 WHERE group_name = $1 AND topic = $2 AND partition = $3 AND next_offset = $5 RETURNING 1`,
          [group, topic, partition, next.toString(), expected.toString()],
          'move offset',
        );
  if (rows.length === 0) throw new Fenced(topic, partition, expected ?? 0n);
}

/**
 * Where this group goes on in each of these partitions. One without an offset has not begun; but if the inbox remembers events of it, the
 * offset was lost, and to read from the beginning, or from wherever Kafka's committed offset is, would be a guess.
 * @param handlers ids of all that listen to the topic
 * @param beginsAnew an operator has said that the beginning is right: the inbox then knows the repeats
 */
export async function readPositions(
  transaction: Transaction,
  group: string,
  topic: string,
  partitions: readonly number[],
  handlers: readonly string[],
  beginsAnew: boolean,
): Promise<ReadonlyMap<number, Position>> {
  const rows = await transaction.query<{ partition: number; next: string }>(
    `SELECT partition, next_offset AS next FROM consumer_offset WHERE group_name = $1 AND topic = $2 AND partition = ANY($3::integer[])`,
    [group, topic, partitions],
    'read offsets',
  );
  const found = new Map<number, Position>(rows.map(({ partition, next }) => [partition, BigInt(next)]));
  const without = partitions.filter((partition) => !found.has(partition));
  const remembered = without.length === 0 || beginsAnew ? [] : await inInbox(transaction, topic, without, handlers);
  for (const partition of without)
    found.set(partition, remembered.includes(partition) ? lostOffset(group) : 'beginning');
  return found;
}

/**
 * Which partitions the inbox remembers. It has no index by partition, which every insert would pay for: one row of each is enough, and the
 * handlers begin its primary key, so that a topic that is new to them is known from the index alone.
 */
const inInbox = async (
  transaction: Transaction,
  topic: string,
  partitions: readonly number[],
  handlers: readonly string[],
): Promise<number[]> => {
  const rows = await transaction.query<{ partition: number }>(
    `SELECT p.partition FROM unnest($2::integer[]) AS p(partition), LATERAL (
       SELECT FROM inbox i WHERE i.handler = ANY($3::text[]) AND i.topic = $1 AND i.partition = p.partition LIMIT 1) AS remembered`,
    [topic, partitions, handlers],
  );
  return rows.map(({ partition }) => partition);
};

const lostOffset = (group: string): Position => ({
  alarm: 'NO_OFFSET_BUT_INBOX',
  reason: `the inbox of ${group} has events of it, and consumer_offset has no row: put the row back, or start with KAFKA_ACCEPT_LOST_OFFSETS=true to read it from the beginning`,
});

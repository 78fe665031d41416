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

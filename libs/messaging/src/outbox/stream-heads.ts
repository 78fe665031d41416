import type { Transaction } from '@penstock/persistence';
import { dictionary } from './outbox-store.js';

interface Stream {
  readonly topic: string;
  readonly key: string;
}

const nameOf = (topic: string, key: string): string => `${topic} ${key}`;

/**
 * Moves the head of every stream by the number of events about to be said on it, in (topic, key) order.
 * The head's row lock is held until commit: two transactions that write one key get outbox ids in the order they commit, which is what lets
 * the relay send by id without reordering a key.
 * @returns gives the sequences reserved for a stream, in rising order, one a call
 */
export async function reserveSequences(
  transaction: Transaction,
  streams: readonly Stream[],
): Promise<(topic: string, key: string) => number> {
  const counts = new Map<string, Stream & { count: number }>();
  for (const { topic, key } of streams) {
    const name = nameOf(topic, key);
    const known = counts.get(name);
    if (known) known.count += 1;
    else counts.set(name, { topic, key, count: 1 });
  }
  const sorted = [...counts.values()].sort((a, b) => (a.topic + '\0' + a.key < b.topic + '\0' + b.key ? -1 : 1));
  const topics = dictionary(sorted.map((s) => s.topic));
  const heads = await transaction.query<{ topic: string; key: string; sequence: string }>(
    `INSERT INTO stream_head (topic, key, sequence)
     SELECT ($1::text[])[topic], key, sequence FROM unnest($2::integer[], $3::text[], $4::integer[]) AS s(topic, key, sequence)
     ON CONFLICT (topic, key) DO UPDATE SET sequence = stream_head.sequence + excluded.sequence RETURNING topic, key, sequence`,
    [topics.words, topics.places, sorted.map((s) => s.key), sorted.map((s) => s.count)],
    'bump stream heads',
  );
  const next = new Map(
    heads.map((head) => {
      const name = nameOf(head.topic, head.key);
      return [name, Number(head.sequence) - (counts.get(name)?.count ?? 0)];
    }),
  );
  return (topic, key) => {
    const name = nameOf(topic, key);
    const sequence = (next.get(name) ?? 0) + 1;
    next.set(name, sequence);
    return sequence;
  };
}

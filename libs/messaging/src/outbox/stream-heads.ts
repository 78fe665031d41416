import type { Transaction } from '@penstock/persistence';
import { dictionary } from './outbox-store.js';

interface Stream {
  readonly topic: string;
  readonly key: string;
}

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
  const counts = countByStream(streams);
  const topicOf: string[] = [];
  const keys: string[] = [];
  const numbers: number[] = [];
  for (const topic of [...counts.keys()].sort()) {
    const ofTopic = counts.get(topic) as Map<string, number>;
    for (const key of [...ofTopic.keys()].sort()) {
      topicOf.push(topic);
      keys.push(key);
      numbers.push(ofTopic.get(key) as number);
    }
  }
  const topics = dictionary(topicOf);
  const heads = await transaction.query<{ topic: string; key: string; sequence: string }>(
    `INSERT INTO stream_head (topic, key, sequence)
     SELECT ($1::text[])[topic], key, sequence FROM unnest($2::integer[], $3::text[], $4::integer[]) AS s(topic, key, sequence)
     ON CONFLICT (topic, key) DO UPDATE SET sequence = stream_head.sequence + excluded.sequence RETURNING topic, key, sequence`,
    [topics.words, topics.places, keys, numbers],
    'bump stream heads',
  );
  // From here on the counts hold what was given last.
  for (const { topic, key, sequence } of heads) {
    const ofTopic = counts.get(topic);
    ofTopic?.set(key, Number(sequence) - (ofTopic.get(key) ?? 0));
  }
  return (topic, key) => {
    const ofTopic = counts.get(topic);
    const sequence = (ofTopic?.get(key) ?? 0) + 1;
    ofTopic?.set(key, sequence);
    return sequence;
  };
}

function countByStream(streams: readonly Stream[]): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { topic, key } of streams) {
    let ofTopic = counts.get(topic);
    if (!ofTopic) counts.set(topic, (ofTopic = new Map<string, number>()));
    ofTopic.set(key, (ofTopic.get(key) ?? 0) + 1);
  }
  return counts;
}

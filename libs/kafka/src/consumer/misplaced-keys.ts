import { counter, logger } from '@penstock/observability';
import { partitionOfKey } from '../partition-of-key.js';
import type { ReceivedMessage } from '../port.js';

const log = logger('kafka.consumer');
const misplaced = counter('penstock.kafka.misplaced_key', {
  description: 'Records whose key murmur2 puts on another partition: their producer uses another partitioner.',
  unit: '{record}',
});

const AGAIN_AFTER_MILLIS = 60_000;

/**
 * Watches for producers with another partitioner, such as librdkafka's default. A key on two partitions has lost its order. The records
 * are worked on all the same: refusing them would lose what the broken producer meant, and the alarm names the topic whose producer is to
 * be mended.
 */
export class MisplacedKeys {
  private readonly saidAt = new Map<string, number>();

  /** @returns how many are misplaced */
  look(messages: readonly ReceivedMessage[], partitions: number): number {
    let count = 0;
    let example: ReceivedMessage | undefined;
    for (const message of messages) {
      if (!message.key || partitionOfKey(message.key, partitions) === message.partition) continue;
      count += 1;
      example ??= message;
    }
    if (!example) return 0;
    const { topic, partition, offset, key } = example;
    misplaced.add(count, { topic });
    const now = Date.now();
    if (now - (this.saidAt.get(topic) ?? -Infinity) < AGAIN_AFTER_MILLIS) return count;
    this.saidAt.set(topic, now);
    const belongsTo = key ? partitionOfKey(key, partitions) : undefined;
    log.error(
      { alarm: 'MISPLACED_KEY', topic, partition, belongsTo, offset: String(offset), key: key?.toString(), count },
      'a key is on the wrong partition, so its order is not kept: its producer must partition by murmur2',
    );
    return count;
  }
}

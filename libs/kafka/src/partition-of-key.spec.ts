import kafkajs from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { partitionOfKey } from './partition-of-key.js';

describe('the partition of a key', () => {
  it.each([
    // From Kafka's own test: https://github.com/apache/kafka/blob/4.1.0/clients/src/test/java/org/apache/kafka/common/utils/UtilsTest.java
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('of %s is the one Java gives it', (key, hash) => {
    expect(partitionOfKey(Buffer.from(key), 0x7fffffff)).toBe((hash & 0x7fffffff) % 0x7fffffff);
  });

  it('is the one our producer gives it, for keys of any length and letters', () => {
    const partitioner = kafkajs.Partitioners.DefaultPartitioner();
    const partitionMetadata = Array.from({ length: 24 }, (_, partitionId) => ({
      ...{ partitionId, leader: 1, partitionErrorCode: 0, replicas: [], isr: [] },
    }));
    for (let i = 0; i < 500; i += 1) {
      const key = `ord_${'é€x'.repeat(i % 7)}${i * 7919}`;
      const expected = partitioner({ topic: 't', partitionMetadata, message: { key, value: '' } });
      expect(partitionOfKey(Buffer.from(key), 24)).toBe(expected);
    }
  });
});

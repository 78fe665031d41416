import { describe, expect, it } from 'vitest';
import { partitionOfKey } from '../partition-of-key.js';
import type { ReceivedMessage } from '../port.js';
import { MisplacedKeys } from './misplaced-keys.js';

const onPartition = (partition: number, key: string | null): ReceivedMessage => ({
  ...{ topic: 't', partition, offset: 0n, value: null, headers: {}, timestamp: 0 },
  key: key === null ? null : Buffer.from(key),
});

describe('keys', () => {
  const right = partitionOfKey(Buffer.from('ord_1'), 6);

  it('where murmur2 puts them are as they must be, and so are records without a key', () => {
    expect(new MisplacedKeys().look([onPartition(right, 'ord_1'), onPartition(3, null)], 6)).toBe(0);
  });

  it('elsewhere are counted, each of them', () => {
    const wrong = (right + 1) % 6;
    expect(new MisplacedKeys().look([onPartition(wrong, 'ord_1'), onPartition(wrong, 'ord_1')], 6)).toBe(2);
  });
});

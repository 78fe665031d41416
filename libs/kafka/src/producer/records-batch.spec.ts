import { createRecordsBatch } from '@platformatic/kafka';
import { expect, it } from 'vitest';
import { recordsBatch, type WireRecord } from './records-batch.js';

const TIMESTAMP = 1_795_000_000_000n;

/** What the library writes for the same records. */
function byTheLibrary(records: readonly WireRecord[]): Buffer {
  const messages = records.map(({ key, value, headers }) => ({
    ...{ topic: 't', value, timestamp: TIMESTAMP },
    ...(key && { key }),
    headers: new Map(headers),
  }));
  const sequences = Object.assign(new Map([['t:undefined', 4711]]), { getWithDefault: () => 4711 });
  return createRecordsBatch(messages, { producerId: 123_456_789_012n, producerEpoch: 7, sequences: sequences as never })
    .buffer;
}

const ours = (records: readonly WireRecord[]): Buffer =>
  recordsBatch(records, { producerId: 123_456_789_012n, producerEpoch: 7, sequence: 4711, timestamp: TIMESTAMP });

/** Lengths on both sides of where a varint grows: 2^6, 2^13, 2^20, and none at all. */
const LENGTHS = [0, 1, 63, 64, 1000, 8191, 8192, 1_048_575, 1_048_576];

it.each(LENGTHS)('a value, key and header of %i bytes are written as the library writes them', (length) => {
  const bytes = Buffer.alloc(length, 'ä');
  const records = [
    { key: bytes, value: Buffer.from('v') },
    { key: Buffer.from('k'), value: bytes, headers: new Map([[Buffer.from('traceparent'), bytes]]) },
    {
      key: Buffer.from('k'),
      value: Buffer.from('v'),
      headers: new Map([
        [bytes, Buffer.from('1')],
        [Buffer.from('b'), Buffer.from('2')],
      ]),
    },
  ];
  expect(ours(records).equals(byTheLibrary(records))).toBe(true);
});

it('a batch of many records, one without a key among them, is what the library writes', () => {
  const records = Array.from({ length: 10_000 }, (_, i) => ({
    ...(i % 7 > 0 && { key: Buffer.from(`product-${i}`) }),
    value: Buffer.alloc(i % 300, i),
    headers: new Map(i % 3 > 0 ? [[Buffer.from('traceparent'), Buffer.from(`00-${i}`)]] : []),
  }));
  expect(ours(records).equals(byTheLibrary(records))).toBe(true);
});

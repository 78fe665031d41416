/**
 * The partition on which every producer must put a key, so that what must stay in order does: Java's default partitioner, murmur2 with its
 * seed, sign bit dropped, modulo the partition count. librdkafka's default differs; its `murmur2_random` agrees.
 * Source: https://github.com/apache/kafka/blob/4.1.0/clients/src/main/java/org/apache/kafka/common/utils/Utils.java (murmur2, toPositive)
 */
export function partitionOfKey(key: Buffer, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}

const SEED = 0x9747b28c;
const M = 0x5bd1e995;

function murmur2(data: Buffer): number {
  const { length } = data;
  let h = SEED ^ length;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    let k = Math.imul(data.readInt32LE(at), M);
    k ^= k >>> 24;
    h = Math.imul(h, M) ^ Math.imul(k, M);
  }
  const rest = length - at;
  if (rest >= 3) h ^= data.readUInt8(at + 2) << 16;
  if (rest >= 2) h ^= data.readUInt8(at + 1) << 8;
  if (rest >= 1) h = Math.imul(h ^ data.readUInt8(at), M);
  h = Math.imul(h ^ (h >>> 13), M);
  return h ^ (h >>> 15);
}

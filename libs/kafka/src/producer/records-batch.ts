import { crc32c, Writer } from '@platformatic/kafka';

/** A record as it goes onto the wire. One without a key has none there either, which Kafka tells from an empty one. */
export interface WireRecord {
  readonly key?: Buffer;
  readonly value: Buffer;
  readonly headers?: ReadonlyMap<Buffer, Buffer>;
}

export interface BatchOrigin {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  /** Sequence number of the batch's first record on its partition. */
  readonly sequence: number;
  /** Milliseconds since 1970, of all records. */
  readonly timestamp: bigint;
}

const HEAD = 61;
const BEHIND_LENGTH = 12;
const CHECKED_FROM = 21;
const MAGIC = 2;
/** A length of −1 as a zigzag varint. */
const ABSENT = 1;
const NO_HEADERS: ReadonlyMap<Buffer, Buffer> = new Map();

/**
 * Records of one partition as a record batch, in one piece of memory: @platformatic/kafka makes a dozen buffers a record and joins them
 * twice, which was a tenth of a busy service's main thread (ADR 0025).
 * Format: https://kafka.apache.org/documentation/#recordbatch (magic 2, not compressed, not transactional)
 */
export function recordsBatch(records: readonly WireRecord[], origin: BatchOrigin): Buffer {
  const sizes = records.map(sizeOf);
  const batch = Buffer.allocUnsafe(sizes.reduce((total, size) => total + sizeOfVarint(size) + size, HEAD));
  let at = HEAD;
  for (const [offset, record] of records.entries()) at = writeRecord(batch, at, record, offset, sizes[offset] ?? 0);
  writeHead(batch, records.length, origin);
  return batch;
}

function writeHead(
  batch: Buffer,
  count: number,
  { producerId, producerEpoch, sequence, timestamp }: BatchOrigin,
): void {
  batch.writeBigInt64BE(0n, 0); // base offset: the broker's to give
  batch.writeInt32BE(batch.length - BEHIND_LENGTH, 8);
  batch.writeInt32BE(0, 12); // leader epoch: the broker's
  batch.writeInt8(MAGIC, 16);
  batch.writeInt16BE(0, 21); // attributes
  batch.writeInt32BE(count - 1, 23);
  batch.writeBigInt64BE(timestamp, 27); // of the first, and the highest
  batch.writeBigInt64BE(timestamp, 35);
  batch.writeBigInt64BE(producerId, 43);
  batch.writeInt16BE(producerEpoch, 51);
  batch.writeInt32BE(sequence, 53);
  batch.writeInt32BE(count, 57);
  // Given as a Writer's buffer, of which the library's checksum takes no copy.
  batch.writeUInt32BE(crc32c(Writer.create().append(batch.subarray(CHECKED_FROM)).dynamicBuffer), 17);
}

/** @returns its length without the varint that says so */
function sizeOf({ key, value, headers = NO_HEADERS }: WireRecord, offset: number): number {
  const attributesAndTimestamp = 2; // both 0: a batch has one timestamp
  let size =
    attributesAndTimestamp + sizeOfVarint(offset) + sizeOfBytes(key) + sizeOfBytes(value) + sizeOfVarint(headers.size);
  for (const [name, content] of headers) size += sizeOfBytes(name) + sizeOfBytes(content);
  return size;
}

function writeRecord(
  batch: Buffer,
  start: number,
  { key, value, headers = NO_HEADERS }: WireRecord,
  offset: number,
  size: number,
): number {
  let at = writeVarint(batch, start, size);
  batch[at] = 0; // attributes
  batch[at + 1] = 0; // timestamp, behind the batch's
  at = writeVarint(batch, at + 2, offset);
  at = writeBytes(batch, at, key);
  at = writeBytes(batch, at, value);
  at = writeVarint(batch, at, headers.size);
  for (const [name, content] of headers) at = writeBytes(batch, writeBytes(batch, at, name), content);
  return at;
}

const sizeOfBytes = (bytes: Buffer | undefined): number => (bytes ? sizeOfVarint(bytes.length) + bytes.length : 1);

function writeBytes(batch: Buffer, start: number, bytes: Buffer | undefined): number {
  if (!bytes) {
    batch[start] = ABSENT;
    return start + 1;
  }
  const at = writeVarint(batch, start, bytes.length);
  batch.set(bytes, at);
  return at + bytes.length;
}

/** Of a number that is not negative: zigzag doubles it, and each byte carries seven bits. */
function sizeOfVarint(number: number): number {
  let size = 1;
  for (let rest = (number << 1) >>> 7; rest > 0; rest >>>= 7) size += 1;
  return size;
}

function writeVarint(batch: Buffer, start: number, number: number): number {
  let at = start;
  let rest = number << 1;
  for (; rest > 127; rest >>>= 7) batch[at++] = (rest & 127) | 128;
  batch[at] = rest;
  return at + 1;
}

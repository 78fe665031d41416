/** Magic of the stream that Java's producers write around snappy blocks: https://github.com/xerial/snappy-java (SnappyCodec) */
const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER = 16;

/** Reads what a Kafka producer wrote with `compression.type=snappy`: xerial's framed blocks, or a bare block. @throws RangeError when the bytes are damaged */
export function unsnappy(data: Buffer): Buffer {
  if (!data.subarray(0, XERIAL.length).equals(XERIAL)) return unsnappyBlock(data);
  const blocks: Buffer[] = [];
  for (let at = XERIAL_HEADER; at < data.length;) {
    const length = data.readInt32BE(at);
    blocks.push(unsnappyBlock(data.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return Buffer.concat(blocks);
}

/** One raw block. Format: https://github.com/google/snappy/blob/main/format_description.txt */
function unsnappyBlock(data: Buffer): Buffer {
  const preamble = varint(data);
  const out = Buffer.alloc(preamble.value);
  let to = 0;
  for (let at = preamble.end; at < data.length;) {
    const tag = data.readUInt8(at);
    at += 1;
    const kind = tag & 3;
    if (kind === 0) {
      const extra = Math.max(0, (tag >>> 2) - 59); // lengths of 60 and more are in 1 to 4 further bytes
      const length = (extra === 0 ? tag >>> 2 : data.readUIntLE(at, extra)) + 1;
      at += extra;
      if (at + length > data.length || to + length > out.length) throw new RangeError('a snappy literal is too long');
      data.copy(out, to, at, at + length);
      at += length;
      to += length;
      continue;
    }
    const [length, offset, size] =
      kind === 1
        ? [((tag >>> 2) & 7) + 4, ((tag >>> 5) << 8) | data.readUInt8(at), 1]
        : kind === 2
          ? [(tag >>> 2) + 1, data.readUInt16LE(at), 2]
          : [(tag >>> 2) + 1, data.readUInt32LE(at), 4];
    at += size;
    copyWithin(out, to, offset, length);
    to += length;
  }
  if (to !== out.length) throw new RangeError('a snappy block ended early');
  return out;
}

/** Repeats `length` bytes from `offset` back; source and target may overlap, then bytes just written are read again. */
export function copyWithin(out: Buffer, to: number, offset: number, length: number): void {
  if (offset === 0 || offset > to || to + length > out.length) throw new RangeError('a copy points outside the block');
  if (offset >= length) out.copyWithin(to, to - offset, to - offset + length);
  else for (let i = to; i < to + length; i += 1) out[i] = out[i - offset] as number;
}

function varint(data: Buffer): { value: number; end: number } {
  let value = 0;
  for (let at = 0; at < 5; at += 1) {
    const byte = data.readUInt8(at);
    value += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw new RangeError('a snappy block has no length');
}

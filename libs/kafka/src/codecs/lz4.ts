import { copyWithin } from './snappy.js';

const MAGIC = 0x184d2204;
const BLOCK_SIZES: Readonly<Record<number, number>> = { 4: 1 << 16, 5: 1 << 18, 6: 1 << 20, 7: 1 << 22 };
const STORED = 0x80000000;

/**
 * Reads what a Kafka producer wrote with `compression.type=lz4`: frames of independent blocks. Checksums are not looked at: Kafka's own
 * CRC covers the batch. Format: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 * @throws RangeError when the bytes are damaged, or use what Kafka's producers do not (dependent blocks, dictionaries)
 */
export function unlz4(data: Buffer): Buffer {
  const blocks: Buffer[] = [];
  let at = 0;
  while (at < data.length) {
    if (data.readUInt32LE(at) !== MAGIC) throw new RangeError('not an lz4 frame');
    const flags = data.readUInt8(at + 4);
    const [independent, blockChecksum, contentSize, contentChecksum, dictionary] = [5, 4, 3, 2, 0].map(
      (bit) => ((flags >>> bit) & 1) === 1,
    );
    if (!independent || dictionary) throw new RangeError('lz4 with dependent blocks or a dictionary');
    const largest = BLOCK_SIZES[(data.readUInt8(at + 5) >>> 4) & 7];
    if (!largest) throw new RangeError('an lz4 frame of unknown block size');
    at += 7 + (contentSize ? 8 : 0);
    for (;;) {
      const word = data.readUInt32LE(at);
      at += 4;
      if (word === 0) break;
      const length = word & ~STORED;
      const block = data.subarray(at, at + length);
      blocks.push(word >= STORED ? block : unlz4Block(block, largest));
      at += length + (blockChecksum ? 4 : 0);
    }
    if (contentChecksum) at += 4;
  }
  return Buffer.concat(blocks);
}

/** One block. Format: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md */
function unlz4Block(data: Buffer, largest: number): Buffer {
  const out = Buffer.alloc(largest);
  let at = 0;
  let to = 0;
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255;) {
      byte = data.readUInt8(at);
      at += 1;
      length += byte;
    }
    return length;
  };
  for (;;) {
    const token = data.readUInt8(at);
    at += 1;
    const literals = lengthFrom(token >>> 4);
    if (at + literals > data.length || to + literals > largest) throw new RangeError('an lz4 literal is too long');
    data.copy(out, to, at, at + literals);
    at += literals;
    to += literals;
    if (at === data.length) return out.subarray(0, to); // the last sequence has no copy
    const offset = data.readUInt16LE(at);
    at += 2;
    const length = lengthFrom(token & 15) + 4;
    copyWithin(out, to, offset, length);
    to += length;
  }
}

import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import { unlz4 } from './lz4.js';
import { unsnappy } from './snappy.js';

interface Codec {
  compress(encoder: { buffer: Buffer }): Promise<Buffer>;
  decompress(buffer: Buffer): Promise<Buffer>;
}

const readOnly = (name: string, decompress: (buffer: Buffer) => Buffer): Codec => ({
  compress: () => Promise.reject(new RangeError(`${name} is only read here; write zstd or gzip`)),
  decompress: async (buffer) => decompress(buffer),
});

const zstd: Codec = {
  compress: ({ buffer }) => promisify(zstdCompress)(buffer),
  decompress: (buffer) => promisify(zstdDecompress)(buffer),
};

/**
 * Makes kafkajs read all that Kafka's producers may write. It brings gzip alone, and crashes for good at the first batch of another kind
 * (tulios/kafkajs #1141); any producer of a channel team may choose one. The packages once made for it are abandoned or need compilers.
 */
export function installCodecs(): void {
  const { CompressionCodecs: codecs, CompressionTypes: types } = kafkajs;
  codecs[types.Snappy] = () => readOnly('snappy', unsnappy);
  codecs[types.LZ4] = () => readOnly('lz4', unlz4);
  codecs[types.ZSTD] = () => zstd;
}

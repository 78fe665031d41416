import { describe, expect, it } from 'vitest';
import { avroType } from './avro-type.js';

const list = avroType(
  '{"type":"record","name":"L","fields":[{"name":"items","type":{"type":"array","items":"string"}}]}',
);
const map = avroType(
  '{"type":"record","name":"L","fields":[{"name":"items","type":{"type":"map","values":"string"}}]}',
);
const without = avroType('{"type":"record","name":"L","fields":[]}');

/** A count of 2^40 as Avro's zigzag varint, and nothing after it. */
const promise = Buffer.from([0x80, 0x80, 0x80, 0x80, 0x80, 0x40]);

describe('a collection', () => {
  it.each([
    ['list', list],
    ['map', map],
  ])('that promises more items than there are bytes is refused at once: %s', (_, type) => {
    expect(() => type.fromBuffer(promise)).toThrow('beyond the end');
    expect(() => without.fromBuffer(promise, without.createResolver(type))).toThrow('beyond the end');
  });

  it('in blocks that state their size, as other writers send it, is read and skipped', () => {
    const blocks = Buffer.from([0x03, 0x08, 0x02, 0x61, 0x02, 0x62, 0x02, 0x02, 0x63, 0x00]); // −2 items in 4 bytes, 1 item, end
    expect(list.fromBuffer(blocks)).toEqual({ items: ['a', 'b', 'c'] });
    expect(without.fromBuffer(blocks, without.createResolver(list))).toEqual({});
  });
});

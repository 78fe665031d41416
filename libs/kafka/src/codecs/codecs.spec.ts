import { describe, expect, it } from 'vitest';
import { unlz4 } from './lz4.js';
import { unsnappy } from './snappy.js';

describe('damaged bytes', () => {
  it.each([
    ['a literal longer than the block', [4, 0xfc, 1, 2, 3]],
    ['a copy from before the beginning', [4, 0x01, 9]],
    ['a block that ends early', [9, 0x00, 65]],
    ['nothing at all', []],
  ])('of snappy are refused: %s', (_, bytes) => {
    expect(() => unsnappy(Buffer.from(bytes))).toThrow(RangeError);
  });

  it.each([
    ['no frame', [1, 2, 3, 4, 5, 6, 7]],
    ['dependent blocks', [0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0, 0, 0, 0, 0]],
    ['a copy from before the beginning', [0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0, 4, 0, 0, 0, 0x10, 65, 9, 0]],
  ])('of lz4 are refused: %s', (_, bytes) => {
    expect(() => unlz4(Buffer.from(bytes))).toThrow(RangeError);
  });

  it('that overlap their own copy are repeated', () => {
    expect(unsnappy(Buffer.from([9, 0x00, 65, 0x11, 1])).toString()).toBe('A'.repeat(9));
  });
});

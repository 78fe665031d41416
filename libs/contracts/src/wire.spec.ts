import { describe, expect, it } from 'vitest';
import { ContractError, wire } from './index.js';

describe('the wire format', () => {
  it('is a zero, the schema id in four bytes, and the body', () => {
    expect(wire.frame(0x01020304, Buffer.from('body')).toString('hex')).toBe('0001020304626f6479');
  });

  it('gives back id and body', () => {
    expect(wire.unframe(wire.frame(4_000_000_000, Buffer.from('body')))).toEqual({
      schemaId: 4_000_000_000,
      body: Buffer.from('body'),
    });
  });

  it.each([
    ['too short', Buffer.from([0, 0, 0])],
    ['JSON', Buffer.from('{"a":1}')],
  ])('refuses bytes that are %s', (_, bytes) => {
    expect(() => wire.unframe(bytes)).toThrow(ContractError);
  });
});

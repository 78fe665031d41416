/**
 * How a type whose values all have one length is written as bytes.
 * Source: the receive functions of https://github.com/postgres/postgres/tree/REL_18_STABLE/src/backend/utils/adt (`uuid_recv`, `int4recv`, …).
 */
export interface FixedWidth<T> {
  /** Of the type in every database: https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_type.dat */
  readonly oid: number;
  readonly bytes: number;
  /** @returns false, with anything written, where PostgreSQL may see in the text of the value something else than this could write */
  write(to: DataView, at: number, value: T): boolean;
}

const NONE = -1;
const HEADER_BYTES = 20;

/**
 * An array of one dimension as PostgreSQL reads it from bytes: to write and to read it takes either side half the time of its text.
 * Source: `array_recv` of https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/arrayfuncs.c
 * @returns undefined where a value must go as text
 */
export function binaryArray<T>(type: FixedWidth<T>, items: readonly (T | null | undefined)[]): Buffer | undefined {
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + items.length * (4 + type.bytes));
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  let at = HEADER_BYTES;
  let hasNull = 0;
  for (const item of items) {
    if (item === null || item === undefined) {
      hasNull = 1;
      view.setInt32(at, NONE);
      at += 4;
      continue;
    }
    view.setInt32(at, type.bytes);
    if (!type.write(view, at + 4, item)) return undefined;
    at += 4 + type.bytes;
  }
  const dimensions = items.length === 0 ? 0 : 1;
  view.setInt32(0, dimensions);
  view.setInt32(4, hasNull);
  view.setInt32(8, type.oid);
  view.setInt32(12, items.length);
  view.setInt32(16, 1); // index of the first
  return buffer.subarray(0, dimensions === 0 ? HEADER_BYTES - 8 : at);
}

/** By the code of a character, the hexadecimal digit that it is; 255 for any other. */
const HEX = new Uint8Array(128).fill(255);
for (const [digit, character] of [...'0123456789abcdef'].entries()) HEX[character.charCodeAt(0)] = digit;

/** Where the bytes of a UUID stand in its text of 36 characters. */
const BYTES_AT = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const HYPHENS_AT = [8, 13, 18, 23];
const HYPHEN = 45;

export const uuidBytes: FixedWidth<string> = {
  oid: 2950,
  bytes: 16,
  write(to, at, value) {
    if (value.length !== 36) return false;
    for (const hyphen of HYPHENS_AT) if (value.charCodeAt(hyphen) !== HYPHEN) return false;
    let digits = 0;
    for (let i = 0; i < 16; i += 1) {
      const place = BYTES_AT[i] as number;
      const high = HEX[value.charCodeAt(place)] ?? 255;
      const low = HEX[value.charCodeAt(place + 1)] ?? 255;
      digits |= high | low;
      to.setUint8(at + i, (high << 4) | low);
    }
    return digits < 16;
  },
};

export const integerBytes: FixedWidth<number> = {
  oid: 23,
  bytes: 4,
  write(to, at, value) {
    to.setInt32(at, value);
    return (value | 0) === value;
  },
};

export const bigintBytes: FixedWidth<bigint> = {
  oid: 20,
  bytes: 8,
  write(to, at, value) {
    to.setBigInt64(at, value);
    return BigInt.asIntN(64, value) === value;
  },
};

export const booleanBytes: FixedWidth<boolean> = {
  oid: 16,
  bytes: 1,
  write(to, at, value) {
    to.setUint8(at, value ? 1 : 0);
    return typeof value === 'boolean';
  },
};

/** Microseconds from 1970 to 2000, which PostgreSQL counts from. */
const EPOCH = 946_684_800_000_000;
const WORD = 2 ** 32;

/** Of microseconds since 1970. */
export const instantBytes: FixedWidth<number> = {
  oid: 1184,
  bytes: 8,
  write(to, at, value) {
    const since = value - EPOCH;
    const high = Math.floor(since / WORD);
    to.setInt32(at, high);
    to.setUint32(at + 4, since - high * WORD);
    return Number.isSafeInteger(since);
  },
};

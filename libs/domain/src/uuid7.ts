import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(8192);
let taken = pool.length;
let lastMillis = 0;
/** Of the last id: 48 bits of milliseconds with their hyphens. */
let beginning = '';
let counter = 0;

/**
 * A time-ordered event id (RFC 9562, UUID version 7), increasing within this process: 48 bits of milliseconds, a 12-bit counter that
 * starts at random each millisecond, 62 random bits. Ids sort as they were made, which keeps inbox and outbox indexes local.
 */
export function uuid7(nowMillis: number = Date.now()): string {
  if (nowMillis > lastMillis) {
    begin(nowMillis);
    counter = pool.readUInt16BE(random(2)) & 0x7ff;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      begin(lastMillis + 1); // more than 2,048 ids in a millisecond: borrow from the next, stay monotonic
      counter = 0;
    }
  }
  const tail = random(8);
  const variant = 0x8000 | (pool.readUInt16BE(tail) & 0x3fff);
  return `${beginning}${(0x7000 | counter).toString(16)}-${variant.toString(16)}-${pool.toString('hex', tail + 2, tail + 8)}`;
}

function begin(millis: number): void {
  lastMillis = millis;
  const hex = millis.toString(16).padStart(12, '0');
  beginning = `${hex.slice(0, 8)}-${hex.slice(8)}-`;
}

const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const isUuid7 = (text: string): boolean => UUID7.test(text);

/** Milliseconds since 1970 inside a UUIDv7. */
export const millisOfUuid7 = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** The smallest UUIDv7 of a millisecond: the bound of a range of ids. */
export function firstUuid7At(millis: number): string {
  const hex = millis.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** Takes random bytes. @returns where in the pool they are */
function random(bytes: number): number {
  if (taken + bytes > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += bytes;
  return taken - bytes;
}

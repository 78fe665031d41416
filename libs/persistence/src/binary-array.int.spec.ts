import { type Instant, instant, isoOf } from '@penstock/domain';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bigintBytes,
  binaryArray,
  booleanBytes,
  type FixedWidth,
  instantBytes,
  integerBytes,
  uuidBytes,
} from './binary-array.js';

describe('an array in bytes', () => {
  let client: pg.Client;

  beforeAll(async () => {
    client = new pg.Client({ connectionString: await freshDatabase() });
    await client.connect();
  });
  afterAll(() => client.end());

  /** What PostgreSQL takes it for, as text. */
  async function read<T>(sqlType: string, bytes: FixedWidth<T>, items: readonly (T | null | undefined)[]) {
    const { rows } = await client.query<{ item: string | null }>(
      `SELECT item::text FROM unnest($1::${sqlType}[]) WITH ORDINALITY AS a(item, n) ORDER BY n`,
      [binaryArray(bytes, items)],
    );
    return rows.map(({ item }) => item);
  }

  it('keeps ids', async () => {
    const ids = ['00000000-0000-0000-0000-000000000000', null, '01939c5b-7f3a-7abc-8def-0123456789ab'];
    ids.push('ffffffff-ffff-ffff-ffff-ffffffffffff');
    expect(await read('uuid', uuidBytes, ids)).toEqual(ids);
  });

  it('keeps numbers to the ends of their range, truth values, and nothing at all', async () => {
    const integers = [0, -1, 2 ** 31 - 1, -(2 ** 31)];
    expect(await read('integer', integerBytes, integers)).toEqual(integers.map(String));
    const bigints = [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)];
    expect(await read('bigint', bigintBytes, bigints)).toEqual(bigints.map(String));
    expect(await read('boolean', booleanBytes, [true, null, false])).toEqual(['true', null, 'false']);
    expect(await read('integer', integerBytes, [])).toEqual([]);
    expect(await read('integer', integerBytes, [null, undefined])).toEqual([null, null]);
  });

  it('keeps instants to the microsecond, before and after the year that PostgreSQL counts from', async () => {
    const texts = [
      '2026-11-22T05:00:00.123456Z',
      '2000-01-01T00:00:00Z',
      '1999-12-31T23:59:59.999999Z',
      '1905-06-30T12:00:00.000001Z',
    ];
    const instants = [...texts.map(instant), 0 as Instant];
    const { rows } = await client.query<{ us: string }>(
      `SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS us FROM unnest($1::timestamptz[]) AS a(at)`,
      [binaryArray(instantBytes, instants)],
    );
    expect(rows.map(({ us }) => us)).toEqual(instants.map(isoOf));
  });

  it.each<[string, FixedWidth<any>, unknown]>([
    ['an id in capitals, in braces or of other letters', uuidBytes, '01939C5B-7F3A-7ABC-8DEF-0123456789AB'],
    ['an id in capitals, in braces or of other letters', uuidBytes, '{01939c5b-7f3a-7abc-8def-0123456789a}'],
    ['an id in capitals, in braces or of other letters', uuidBytes, '01939c5b-7f3a-7abc-8def-0123456789ag'],
    ['an id in capitals, in braces or of other letters', uuidBytes, '01939c5b-7f3a-7abc-8def-0123456789aé'],
    ['an id in capitals, in braces or of other letters', uuidBytes, '01939c5b07f3a-7abc-8def-0123456789ab'],
    ['an id in capitals, in braces or of other letters', uuidBytes, ''],
    ['a number out of range', integerBytes, 2 ** 31],
    ['a number that is not whole', integerBytes, 0.5],
    ['a number out of range', bigintBytes, 2n ** 63n],
    ['an instant that is none', instantBytes, Number.NaN],
    ['a truth value that is none', booleanBytes, 'no'],
  ])('leaves %s to what PostgreSQL makes of its text', (_, bytes, value) => {
    expect(binaryArray(bytes, [value])).toBeUndefined();
  });
});

import { freshDatabase } from '@penstock/testing/stack/vitest';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ArrayItem, arrayLiteral, isPlainArray } from './array-literal.js';

describe('an array as PostgreSQL reads it', () => {
  let client: pg.Client;

  beforeAll(async () => {
    client = new pg.Client({ connectionString: await freshDatabase() });
    await client.connect();
  });
  afterAll(() => client.end());

  const read = async (items: readonly ArrayItem[], type: string): Promise<unknown> => {
    const { rows } = await client.query<{ found: unknown }>(`SELECT $1::${type}[] AS found`, [arrayLiteral(items)]);
    return rows[0]?.found;
  };

  it('keeps every text as it is', async () => {
    const texts = [
      '',
      ' ',
      'a b',
      'a,b',
      '{}',
      '{"a"}',
      'NULL',
      'null',
      '"',
      '\\',
      '\\"',
      'é\u{1F600}',
      'a\nb',
      "it's",
      null,
    ];
    expect(await read(texts, 'text')).toEqual(texts);
  });

  it('keeps numbers, truth values and nothing at all', async () => {
    expect(await read([1, -2, null], 'integer')).toEqual([1, -2, null]);
    expect(await read([2n ** 62n], 'bigint')).toEqual([String(2n ** 62n)]);
    expect(await read([0.1, NaN, -Infinity], 'double precision')).toEqual([0.1, NaN, -Infinity]);
    expect(await read([true, false, undefined], 'boolean')).toEqual([true, false, null]);
    expect(await read([], 'text')).toEqual([]);
  });

  it('leaves bytes, dates and arrays within arrays to the driver', () => {
    expect([[Buffer.from('a')], [new Date()], [['a']]].filter(isPlainArray)).toEqual([]);
  });
});

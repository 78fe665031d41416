import { describe, expect, it } from 'vitest';
import { type CsvRow, readCsv } from './csv.js';

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let i = 0; i < text.length; i += size) yield await Promise.resolve(text.slice(i, i + size));
}

async function rowsOf(text: string, size = text.length): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(pieces(text, Math.max(1, size)))) rows.push(row);
  return rows;
}

const fields = async (text: string) => (await rowsOf(text)).map((row) => ('fields' in row ? row.fields : row.problem));

describe('a CSV file', () => {
  it('has fields with commas, quotes and line breaks in them', async () => {
    expect(await rowsOf('a,b\r\n"1,5","say ""hi""\nthere"\r\nlast,')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['1,5', 'say "hi"\nthere'] },
      { line: 4, fields: ['last', ''] },
    ]);
  });

  it('is the same however it is cut into pieces', async () => {
    const text = '\uFEFFdestination,ref\r\n"a ""b""",2\n\n"two\nlines",3\nbad"quote,4\nlast,5';
    const whole = await rowsOf(text);
    expect(whole).toHaveLength(5);
    for (let size = 1; size < text.length; size += 1) expect(await rowsOf(text, size)).toEqual(whole);
  });

  it('may be separated by semicolons', async () => {
    expect(await fields('a;b\n"1;2";3')).toEqual([
      ['a', 'b'],
      ['1;2', '3'],
    ]);
  });

  it('goes on after a row that is malformed', async () => {
    expect(await rowsOf('a,b\nx"y,1\nz,2\n')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, problem: 'a quote is out of place, or not closed' },
      { line: 3, fields: ['z', '2'] },
    ]);
  });

  it('of which a quote is never closed is not swallowed by it', async () => {
    const rows = await rowsOf(`a,b\n"open,1\n${'z,2\n'.repeat(50_000)}`, 4096);
    expect(rows).toHaveLength(50_002);
    expect(rows[1]).toMatchObject({ line: 2, problem: expect.any(String) });
    expect(rows.at(-1)).toEqual({ line: 50_002, fields: ['z', '2'] });
  });
});

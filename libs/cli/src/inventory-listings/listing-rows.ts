import { UsageError } from '../ending.js';
import { readCsv } from './csv.js';

/** A row as the admin API takes it. */
export interface ListingRow {
  readonly line: number;
  readonly destination: string | null;
  readonly ref: string | null;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly title: string | null;
}

/** A row that was not taken. */
export interface RefusedRow {
  readonly line: number;
  readonly problem: string;
  readonly remedy: string;
}

const COLUMNS = ['destination', 'ref', 'sku', 'barcode', 'title'] as const;
type Column = (typeof COLUMNS)[number];

export const isRefused = (row: ListingRow | RefusedRow): row is RefusedRow => 'problem' in row;

/**
 * The listings of a file, one at a time. Its first row names the columns, in any order: destination and ref, sku or barcode or both, and title.
 * @throws {UsageError} where the first row does not
 */
export async function* listingRows(chunks: AsyncIterable<string>): AsyncGenerator<ListingRow | RefusedRow> {
  let columns: readonly Column[] | undefined;
  for await (const row of readCsv(chunks)) {
    if ('problem' in row) {
      if (!columns) throw new UsageError(`line ${row.line} must name the columns, and ${row.problem}`);
      yield { ...row, remedy: 'put a value with a quote in it in quotes, and write the quote twice' };
    } else if (!columns) columns = columnsOf(row.fields);
    else if (row.fields.length !== columns.length)
      yield {
        line: row.line,
        problem: `it has ${row.fields.length} columns, and the first row ${columns.length}`,
        remedy: 'write an empty column where a value is missing, and quotes around one with a comma in it',
      };
    else yield { line: row.line, ...valuesOf(columns, row.fields) };
  }
  if (!columns) throw new UsageError('the file is empty: its first row must name the columns');
}

function columnsOf(names: readonly string[]): readonly Column[] {
  const columns = names.map((name) => name.trim().toLowerCase());
  const unknown = columns.find((name) => !(COLUMNS as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new UsageError(`the first row names a column "${unknown}"; there are ${COLUMNS.join(', ')}`);
  const missing = ['destination', 'ref'].filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new UsageError(`the first row must name the column ${missing.join(' and ')}`);
  if (new Set(columns).size < columns.length) throw new UsageError('the first row names a column twice');
  return columns as Column[];
}

function valuesOf(columns: readonly Column[], fields: readonly string[]): Omit<ListingRow, 'line'> {
  const value = (name: Column): string | null => fields[columns.indexOf(name)]?.trim() || null;
  return {
    destination: value('destination'),
    ref: value('ref'),
    sku: value('sku'),
    barcode: value('barcode'),
    title: value('title'),
  };
}

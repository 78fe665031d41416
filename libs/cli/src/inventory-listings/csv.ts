/** A row of a file: its fields, or what is wrong with its form. */
export type CsvRow =
  { readonly line: number; readonly fields: readonly string[] } | { readonly line: number; readonly problem: string };

/** No row is longer: a quote that nobody closed would otherwise swallow the rest of the file. */
const LONGEST = 65_536;

/**
 * Reads RFC 4180 text as it comes, https://www.rfc-editor.org/rfc/rfc4180, and holds no more than a row of it. Columns are separated by the comma,
 * or by the semicolon where the first line has no comma, as spreadsheets of many countries write it. A row that is malformed is told, and ends
 * with its line.
 */
export async function* readCsv(chunks: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  let text = '';
  let line = 1;
  let field: RegExp | undefined;
  const rows = function* (isAll: boolean): Generator<CsvRow> {
    let at = 0;
    while (at < text.length) {
      field ??= fieldOf(text, isAll);
      if (!field) break;
      const row = rowAt(text, at, field, isAll);
      if (!row) break;
      // A line with nothing in it, such as the last one, is no row.
      if (row.fields === undefined) yield { line, problem: 'a quote is out of place, or not closed' };
      else if (row.fields.length > 1 || row.fields[0] !== '') yield { line, fields: row.fields };
      line += text.slice(at, row.end).split('\n').length - 1;
      at = row.end;
    }
    text = text.slice(at);
  };
  let isFirst = true;
  for await (const chunk of chunks) {
    text += isFirst ? chunk.replace(/^\uFEFF/, '') : chunk;
    isFirst = false;
    yield* rows(false);
  }
  yield* rows(true);
}

/** A field and what ends it; undefined while the first line is not whole. */
function fieldOf(text: string, isAll: boolean): RegExp | undefined {
  const end = text.indexOf('\n');
  if (end < 0 && !isAll && text.length < LONGEST) return undefined;
  const first = end < 0 ? text : text.slice(0, end);
  const mark = !first.includes(',') && first.includes(';') ? ';' : ',';
  return new RegExp(`("(?:[^"]|"")*"|[^"${mark}\\r\\n]*)(${mark}|\\r?\\n|$)`, 'y');
}

/** @returns undefined where the row may not be whole yet; without fields where it is malformed */
function rowAt(
  text: string,
  at: number,
  field: RegExp,
  isAll: boolean,
): { readonly fields?: readonly string[]; readonly end: number } | undefined {
  const fields: string[] = [];
  field.lastIndex = at;
  for (;;) {
    const match = field.exec(text);
    const mayGrow = !isAll && text.length - at < LONGEST;
    if (!match) {
      if (mayGrow) return undefined;
      const newline = text.indexOf('\n', at);
      return { end: newline < 0 ? text.length : newline + 1 };
    }
    const [, value = '', ending = ''] = match;
    fields.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (ending.endsWith('\n')) return { fields, end: field.lastIndex };
    if (ending === '') return mayGrow ? undefined : { fields, end: text.length };
  }
}

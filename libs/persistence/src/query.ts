import type { Column } from './column.js';
import { type Row, snakeCase } from './table.js';
import type { Transaction } from './transaction.js';

/** A query with its values: what {@link ask} asks. */
export interface Question<R = unknown> {
  readonly kind: 'question';
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  rowFrom(record: Record<string, unknown>): R;
}

/** A query that was declared once, to be asked with values. */
export interface Query<P, R> {
  of(values: P): Question<R>;
}

let declarations = 0;

/**
 * Declares a query that reads: what no key or parent can name, such as the oldest of, the next after, how many. `text` is one SELECT with `$1`,
 * `$2` … for the parameters in the order they are declared; its columns are `columns` in snake_case. It stands in brackets when it is run, where
 * PostgreSQL refuses a statement that writes. Rows come in the order of its ORDER BY.
 */
export function defineQuery<P extends Record<string, Column<any>>, C extends Record<string, Column<any>>>(declaration: {
  name: string;
  parameters: P;
  columns: C;
  text: string;
}): Query<Row<P>, Row<C>> {
  const parameters = Object.entries(declaration.parameters);
  const columns = Object.entries(declaration.columns);
  const list = columns.map(([name, column]) => `${column.select(`q.${snakeCase(name)}`)} AS "${name}"`).join(', ');
  declarations += 1;
  const name = `${declaration.name}?${declarations}`; // two declarations of one name are two prepared statements
  const text = `SELECT ${list} FROM (${declaration.text}) q`;
  const rowFrom = (record: Record<string, unknown>) =>
    Object.fromEntries(columns.map(([column, { fromSql }]) => [column, fromSql(record[column])])) as Row<C>;
  return {
    of: (given) => ({
      ...{ kind: 'question', name, text, rowFrom },
      values: parameters.map(([parameter, { toSql }]) => toSql(given[parameter])),
    }),
  };
}

export async function ask<R>(transaction: Transaction, question: Question<R>): Promise<R[]> {
  const records = await transaction.query(question.text, question.values, question.name);
  return records.map((record) => question.rowFrom(record));
}

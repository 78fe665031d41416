import type { Column } from './column.js';

type ValueOf<C> = C extends Column<infer T> ? T : never;
export type Row<C> = { readonly [name in keyof C]: ValueOf<C[name]> };

/** A row to read and lock by its key. */
export interface RowRef<R = unknown> {
  readonly kind: 'row';
  readonly table: Table<R>;
  readonly key: Partial<R>;
  /** The key as text: equal texts name the same row. */
  readonly id: string;
}

/** All rows whose `column` has `value`; lock the parent they belong to, they are only read. */
export interface ChildrenRef<R = unknown> {
  readonly kind: 'children';
  readonly table: Table<R>;
  readonly column: string;
  readonly value: string;
}

/** A row to be written: inserted, or replaced where its key exists. */
export interface Save<R = unknown> {
  readonly table: Table<R>;
  readonly row: R;
}

/**
 * One table of a service, declared once: its columns give the row's TypeScript type, the SQL and the conversions.
 * Rows are immutable values; a changed row is a new value handed to {@link Table.save}.
 */
export interface Table<R> {
  readonly name: string;
  readonly keyColumns: readonly string[];
  readonly columns: Readonly<Record<string, Column<unknown>>>;
  /** Its rows are written once, and never locked: a second of the same key is an error. */
  readonly isAppendOnly: boolean;
  /** What a row is before anybody wrote it. Written as a placeholder when a handler locks a key that does not exist yet. */
  initial(key: Partial<R>): R;
  one(key: Partial<R>): RowRef<R>;
  children(column: keyof R & string, value: string): ChildrenRef<R>;
  save(row: R): Save<R>;
  idOf(row: Partial<R>): string;
}

export type RowOf<T> = T extends Table<infer R> ? R : never;

/**
 * Declares a table. Property names are camelCase, their columns snake_case.
 * `initial` gives every column that is not part of the key the value of a row that does not exist yet; a table that is only appended to has none.
 */
export function defineTable<C extends Record<string, Column<any>>, K extends keyof C & string>(
  declaration: {
    name: string;
    key: readonly K[];
    columns: C;
  } & ({ initial: (key: Pick<Row<C>, K>) => Omit<Row<C>, K>; isAppendOnly?: false } | { isAppendOnly: true }),
): Table<Row<C>> {
  type R = Row<C>;
  const keyColumns: readonly K[] = declaration.key;
  const idOf = (row: Partial<R>): string =>
    keyColumns.length === 1
      ? String(row[keyColumns[0] as K])
      : keyColumns.map((name) => escaped(String(row[name]))).join('|');
  // A whole row will do as a key: what it holds beside the key must not become the placeholder of an absent one.
  const keyOf = (row: Partial<R>): Partial<R> => {
    const key: Partial<R> = {};
    for (const name of keyColumns) key[name] = row[name];
    return key;
  };
  const initial = (key: Pick<R, K>) => {
    if (declaration.isAppendOnly)
      throw new RangeError(`rows of ${declaration.name} are written once, and never locked`);
    return declaration.initial(key);
  };
  const table: Table<R> = {
    name: declaration.name,
    keyColumns,
    columns: declaration.columns,
    isAppendOnly: declaration.isAppendOnly ?? false,
    initial: (key) => ({ ...initial(key as Pick<R, K>), ...key }) as R,
    one: (key) => ({ kind: 'row', table, key: keyOf(key), id: idOf(key) }),
    children: (name, value) => ({ kind: 'children', table, column: name, value }),
    save: (row) => ({ table, row }),
    idOf,
  };
  return table;
}

/** A part of a composite key, without what separates parts. Hardly any holds it. */
const escaped = (part: string): string =>
  part.includes('|') || part.includes('\\') ? part.replaceAll('\\', '\\\\').replaceAll('|', '\\|') : part;

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

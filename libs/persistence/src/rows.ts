import { arrayOf, type Column } from './column.js';
import { type ChildrenRef, type RowRef, type Save, snakeCase, type Table } from './table.js';
import type { Transaction } from './transaction.js';

/** The SQL of one table, made once. */
interface Statements {
  /** Begins the names of its prepared statements: two declarations of one table are two sets of statements. */
  readonly prefix: string;
  readonly lock: string;
  readonly read: string;
  readonly insertAbsent: string;
  readonly save: string;
  readonly selectList: string;
}

const statements = new WeakMap<Table<any>, Statements>();
let declarations = 0;

function sqlOf(table: Table<any>): Statements {
  const known = statements.get(table);
  if (known) return known;
  const names = Object.keys(table.columns);
  const selectList = names
    .map((name) => `${columnOf(table, name).select(`t.${snakeCase(name)}`)} AS "${name}"`)
    .join(', ');
  const keys = table.keyColumns.map(snakeCase);
  const unnest = (of: readonly string[]) =>
    `unnest(${of.map((name, i) => `$${i + 1}::${columnOf(table, name).sqlType}[]`).join(', ')}) AS k(${of.map(snakeCase).join(', ')})`;
  // One look a key, in the order given: a planner that may join reads all of a table that was small when its plan was made.
  const matching = (ending: string) =>
    `SELECT found.* FROM ${unnest(table.keyColumns)} CROSS JOIN LATERAL (SELECT ${selectList} FROM ${table.name} t WHERE ${keys.map((key) => `t.${key} = k.${key}`).join(' AND ')} ${ending}) found`;
  // Side by side in the list, arrays of one length give their rows without being kept as a table first.
  const unnested = names.map((name, i) => `unnest($${i + 1}::${columnOf(table, name).sqlType}[])`).join(', ');
  const insert = `INSERT INTO ${table.name} (${names.map(snakeCase).join(', ')}) SELECT ${unnested}`;
  const unlessThere = `${insert} ON CONFLICT (${keys.join(', ')})`;
  const others = names.map(snakeCase).filter((name) => !keys.includes(name));
  declarations += 1;
  const made: Statements = {
    prefix: `${table.name}#${declarations}`,
    selectList,
    lock: matching('FOR UPDATE'),
    read: matching('OFFSET 0'), // keeps the planner from joining
    insertAbsent: `${unlessThere} DO NOTHING`,
    save: table.isAppendOnly
      ? insert
      : others.length
        ? `${unlessThere} DO UPDATE SET ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`
        : `${unlessThere} DO NOTHING`,
  };
  statements.set(table, made);
  return made;
}

const columnOf = (table: Table<any>, name: string): Column<unknown> => {
  const column = table.columns[name];
  if (!column) throw new RangeError(`table ${table.name} has no column ${name}`);
  return column;
};

function inKeyOrder<T extends { id: string }>(items: Iterable<T>): T[] {
  const byId = new Map<string, T>();
  for (const item of items) byId.set(item.id, item);
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

const arrays = (table: Table<any>, names: readonly string[], rows: readonly Record<string, unknown>[]): unknown[] =>
  names.map((name) =>
    arrayOf(
      columnOf(table, name),
      rows.map((row) => row[name]),
    ),
  );

function rowFrom<R>(table: Table<R>, record: Record<string, unknown>): R {
  const row: Record<string, unknown> = {};
  for (const name in table.columns) row[name] = columnOf(table, name).fromSql(record[name]);
  return row as R;
}

/**
 * Locks and reads rows of one table in key order, so that two transactions never wait for each other in a circle.
 * A key without a row gets its `initial` row first: two transactions that both want to be the first to write it are thereby put in a row.
 * @returns a row for every ref, by {@link RowRef.id}
 */
export async function lockRows<R>(
  transaction: Transaction,
  table: Table<R>,
  refs: Iterable<RowRef<R>>,
): Promise<Map<string, R>> {
  const sql = sqlOf(table);
  const wanted = inKeyOrder(refs);
  const found = new Map<string, R>();
  const lock = async (some: readonly RowRef<R>[]) => {
    const keys = some.map((ref) => ref.key as Record<string, unknown>);
    const records = await transaction.query(
      sql.lock,
      arrays(table, table.keyColumns, keys),
      `${sqlOf(table).prefix} lock`,
    );
    for (const record of records) {
      const row = rowFrom(table, record);
      found.set(table.idOf(row), row);
    }
  };
  if (wanted.length === 0) return found;
  await lock(wanted);
  const absent = wanted.filter((ref) => !found.has(ref.id));
  if (absent.length === 0) return found;
  const placeholders = absent.map((ref) => table.initial(ref.key) as Record<string, unknown>);
  await transaction.query(
    sql.insertAbsent,
    arrays(table, Object.keys(table.columns), placeholders),
    `${sqlOf(table).prefix} place`,
  );
  await lock(absent);
  return found;
}

/** Reads rows by key without locking them; absent ones are absent from the result. */
export async function readRows<R>(
  transaction: Transaction,
  table: Table<R>,
  refs: Iterable<RowRef<R>>,
): Promise<Map<string, R>> {
  const wanted = inKeyOrder(refs).map((ref) => ref.key as Record<string, unknown>);
  if (wanted.length === 0) return new Map();
  const records = await transaction.query(
    sqlOf(table).read,
    arrays(table, table.keyColumns, wanted),
    `${sqlOf(table).prefix} read`,
  );
  return new Map(records.map((record) => rowFrom(table, record)).map((row) => [table.idOf(row), row]));
}

/** Reads the children of one table and column for many parents, those of each in key order. */
export async function readChildren<R>(transaction: Transaction, refs: readonly ChildrenRef<R>[]): Promise<R[]> {
  const [first] = refs;
  if (!first) return [];
  const { table, column } = first;
  // A look for each parent, as `matching` has one for each key: its plan does not hang on how large the table was.
  const text = `SELECT found.* FROM unnest($1::${columnOf(table, column).sqlType}[]) AS p(parent) CROSS JOIN LATERAL
    (SELECT ${sqlOf(table).selectList} FROM ${table.name} t WHERE t.${snakeCase(column)} = p.parent
     ORDER BY ${table.keyColumns.map((key) => `t.${snakeCase(key)}`).join(', ')} OFFSET 0) found`;
  const values = [...new Set(refs.map((ref) => ref.value))].sort();
  const records = await transaction.query(text, [values], `${sqlOf(table).prefix} children by ${column}`);
  return records.map((record) => rowFrom(table, record));
}

/** Reads the rows a condition selects, such as the due ones of a queue. `condition` is SQL over alias `t`, with `$1`… for `values`. */
export async function selectRows<R>(
  transaction: Transaction,
  table: Table<R>,
  condition: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  const records = await transaction.query(
    `SELECT ${sqlOf(table).selectList} FROM ${table.name} t ${condition}`,
    values,
  );
  return records.map((record) => rowFrom(table, record));
}

/**
 * Claims rows of a queue for one worker: changes what `set` says in those that `condition` selects and nobody else has locked.
 * @param set SQL assignments, such as `leased_until = now() + interval '15 s'`
 * @param condition SQL over alias `t` that ends with its ORDER BY and LIMIT
 * @returns the rows as they are after the change, in no order
 */
export async function claimRows<R>(
  transaction: Transaction,
  table: Table<R>,
  { set, condition, values = [] }: { set: string; condition: string; values?: readonly unknown[] },
): Promise<R[]> {
  const keys = table.keyColumns.map(snakeCase);
  const records = await transaction.query(
    `WITH claimed AS (SELECT ${keys.map((key) => `t.${key}`).join(', ')} FROM ${table.name} t ${condition} FOR UPDATE OF t SKIP LOCKED)
     UPDATE ${table.name} t SET ${set} FROM claimed c WHERE ${keys.map((key) => `t.${key} = c.${key}`).join(' AND ')}
     RETURNING ${sqlOf(table).selectList}`,
    values,
  );
  return records.map((record) => rowFrom(table, record));
}

/** Writes rows with one statement a table, all sent together; of several saves of one row the last counts, but in a table that is only appended to. */
export async function saveRows(transaction: Transaction, saves: Iterable<Save<any>>): Promise<void> {
  const byTable = Map.groupBy(saves, (save) => save.table);
  const tables = [...byTable.keys()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const written = tables.map((table) => {
    const all = (byTable.get(table) ?? []).map((save) => save.row as Record<string, unknown>);
    const rows = table.isAppendOnly
      ? all
      : inKeyOrder(all.map((row) => ({ id: table.idOf(row), row }))).map(({ row }) => row);
    return { ...sqlOf(table), values: arrays(table, Object.keys(table.columns), rows) };
  });
  await Promise.all(written.map(({ save, prefix, values }) => transaction.query(save, values, `${prefix} save`)));
}

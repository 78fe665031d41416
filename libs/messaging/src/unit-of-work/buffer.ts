import {
  type ChildrenRef,
  lockRows,
  readChildren,
  type RowRef,
  type Save,
  saveRows,
  type Table,
  type Transaction,
} from '@penstock/persistence';
import { type TableRow, TableRows } from './table-rows.js';

type AnyTable = Table<any>;
type Ref = RowRef<any> | ChildrenRef<any>;

/**
 * The rows of one transaction: what was locked and read, overlaid by what was saved since. Within a transaction the buffer is the truth, so
 * that a later event of a key sees what an earlier one did before anything reached the database.
 */
export class RowBuffer {
  private readonly rows = new Map<AnyTable, TableRows>();
  private readonly dirty = new Map<AnyTable, Map<string, Save<any>>>();
  private appended: Save<any>[] = [];
  private readonly childrenRead = new Map<AnyTable, Map<string, Set<string>>>();

  constructor(private readonly transaction: Transaction) {}

  /** Locks the rows among `refs` and reads the children among them, tables by name, rows by key. */
  async load(refs: readonly Ref[]): Promise<void> {
    const rows = new Map<AnyTable, Map<string, RowRef>>();
    const children = new Map<AnyTable, Map<string, Map<string, ChildrenRef>>>();
    for (const ref of refs) {
      if (ref.kind === 'row') {
        if (!this.rowsOf(ref.table).has(ref.id)) within(rows, ref.table).set(ref.id, ref);
      } else if (!this.readOf(ref.table, ref.column).has(ref.value)) {
        within(within(children, ref.table), ref.column).set(ref.value, ref);
      }
    }
    for (const [table, some] of byName(rows)) {
      for (const [id, row] of await lockRows(this.transaction, table, some.values()))
        this.rowsOf(table).set(id, row as TableRow);
    }
    // They lock nothing, so all are sent before the first is answered.
    await Promise.all(
      byName(children).flatMap(([table, ofTable]) =>
        [...ofTable].map(([column, some]) => this.readTogether(table, column, some)),
      ),
    );
  }

  private async readTogether(table: AnyTable, column: string, refs: ReadonlyMap<string, ChildrenRef>): Promise<void> {
    for (const row of await readChildren(this.transaction, [...refs.values()])) {
      const id = table.idOf(row as object);
      if (!this.rowsOf(table).has(id)) this.rowsOf(table).set(id, row as TableRow);
    }
    const read = this.readOf(table, column);
    for (const value of refs.keys()) read.add(value);
  }

  row<R>(ref: RowRef<R>): R {
    const row = this.rowsOf(ref.table).get(ref.id);
    if (row === undefined) throw new RangeError(`row ${ref.table.name} ${ref.id} was not loaded`);
    return row as R;
  }

  children<R>(ref: ChildrenRef<R>): R[] {
    return this.rowsOf(ref.table).where(ref.column, ref.value) as R[];
  }

  save(save: Save<any>): void {
    const { table } = save;
    const row = save.row as TableRow;
    if (table.isAppendOnly) {
      this.rowsOf(table).append(row);
      this.appended.push(save);
      return;
    }
    const id = table.idOf(row);
    this.rowsOf(table).set(id, row);
    const ofTable = this.dirty.get(table);
    if (ofTable) ofTable.set(id, save);
    else this.dirty.set(table, new Map([[id, save]]));
  }

  /** Writes every saved row, one statement a table. They are sent before this returns: what is asked next sees them, and need not wait. */
  flush(): Promise<void> {
    const saves = [...this.appended, ...[...this.dirty.values()].flatMap((ofTable) => [...ofTable.values()])];
    this.appended = [];
    this.dirty.clear();
    return saveRows(this.transaction, saves);
  }

  /** The values of a column whose rows were all read. */
  private readOf(table: AnyTable, column: string): Set<string> {
    const ofTable = within(this.childrenRead, table);
    let read = ofTable.get(column);
    if (!read) ofTable.set(column, (read = new Set<string>()));
    return read;
  }

  private rowsOf(table: AnyTable): TableRows {
    let rows = this.rows.get(table);
    if (!rows) this.rows.set(table, (rows = new TableRows(table)));
    return rows;
  }
}

/** The map that another has under a key, made where there is none. */
function within<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let found = maps.get(key);
  if (!found) maps.set(key, (found = new Map<L, V>()));
  return found;
}

const byName = <T>(tables: ReadonlyMap<AnyTable, T>): [AnyTable, T][] =>
  [...tables].sort(([a], [b]) => (a.name < b.name ? -1 : 1));

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
  private readonly childrenRead = new Map<AnyTable, Set<string>>();

  constructor(private readonly transaction: Transaction) {}

  /** Locks the rows among `refs` and reads the children among them, tables by name, rows by key. */
  async load(refs: readonly Ref[]): Promise<void> {
    const rows = refs.filter((ref): ref is RowRef => ref.kind === 'row' && !this.rowsOf(ref.table).has(ref.id));
    for (const [table, some] of byTable(rows)) {
      for (const [id, row] of await lockRows(this.transaction, table, some))
        this.rowsOf(table).set(id, row as TableRow);
    }
    const children = refs.filter(
      (ref): ref is ChildrenRef => ref.kind === 'children' && !this.readOf(ref.table).has(parentOf(ref)),
    );
    // They lock nothing, so all are sent before the first is answered.
    await Promise.all(
      byTable(children).flatMap(([table, ofTable]) =>
        [...Map.groupBy(ofTable, (ref) => ref.column).values()].map((some) => this.readTogether(table, some)),
      ),
    );
    for (const ref of children) this.readOf(ref.table).add(parentOf(ref));
  }

  private async readTogether(table: AnyTable, refs: readonly ChildrenRef[]): Promise<void> {
    for (const row of await readChildren(this.transaction, refs)) {
      const id = table.idOf(row as object);
      if (!this.rowsOf(table).has(id)) this.rowsOf(table).set(id, row as TableRow);
    }
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

  private readOf(table: AnyTable): Set<string> {
    let read = this.childrenRead.get(table);
    if (!read) this.childrenRead.set(table, (read = new Set<string>()));
    return read;
  }

  private rowsOf(table: AnyTable): TableRows {
    let rows = this.rows.get(table);
    if (!rows) this.rows.set(table, (rows = new TableRows(table)));
    return rows;
  }
}

const parentOf = (ref: ChildrenRef): string => `${ref.column} ${ref.value}`;

const byTable = <T extends Ref>(refs: readonly T[]): [AnyTable, T[]][] =>
  [...Map.groupBy(refs, (ref) => ref.table as AnyTable)].sort(([a], [b]) => (a.name < b.name ? -1 : 1));

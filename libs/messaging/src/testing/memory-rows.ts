import type { ChildrenRef, RowRef, Save, Table } from '@penstock/persistence';

/** Tables in memory: what the runner would load, from rows that a test gives. Each declaration of a table has rows of its own. */
export class MemoryRows {
  private readonly tables = new Map<Table<any>, Map<string, unknown>>();

  constructor(saves: readonly Save<any>[]) {
    for (const { table, row } of saves) {
      const rows = this.tables.get(table) ?? new Map<string, unknown>();
      this.tables.set(table, rows.set(table.idOf(row as object), row));
    }
  }

  /** The row as it was given, or as it begins. */
  row<R>(ref: RowRef<R>): R {
    return (this.tables.get(ref.table)?.get(ref.id) ?? ref.table.initial(ref.key)) as R;
  }

  /** In key order, as the database reads them. */
  children<R>({ table, column, value }: ChildrenRef<R>): R[] {
    const rows = [...(this.tables.get(table) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return rows.map(([, row]) => row as R).filter((row) => (row as Record<string, unknown>)[column] === value);
  }
}

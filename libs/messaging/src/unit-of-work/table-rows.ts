import type { Table } from '@penstock/persistence';

export type TableRow = Readonly<Record<string, unknown>>;
/** The rows that have one value in one column, by their id. */
type Index = Map<unknown, Map<string, TableRow>>;

/** The rows of one table as one transaction knows them, found by id, and by the columns that somebody asked for. */
export class TableRows {
  private readonly byId = new Map<string, TableRow>();
  private readonly indexes = new Map<string, Index>();
  /** Nobody has looked for them yet, and hardly anybody does. */
  private appended: TableRow[] = [];

  constructor(private readonly table: Pick<Table<any>, 'idOf'>) {}

  has(id: string): boolean {
    this.placeAppended();
    return this.byId.has(id);
  }

  get(id: string): TableRow | undefined {
    this.placeAppended();
    return this.byId.get(id);
  }

  /** A row whose key no other has. */
  append(row: TableRow): void {
    this.appended.push(row);
  }

  set(id: string, row: TableRow): void {
    const before = this.byId.get(id);
    this.byId.set(id, row);
    for (const [column, index] of this.indexes) {
      if (before && before[column] !== row[column]) index.get(before[column])?.delete(id);
      place(index, column, id, row);
    }
  }

  /** Every row whose `column` has `value`. The first question about a column looks at all rows; from then on it is kept. */
  where(column: string, value: unknown): TableRow[] {
    this.placeAppended();
    let index = this.indexes.get(column);
    if (!index) {
      this.indexes.set(column, (index = new Map<unknown, Map<string, TableRow>>()));
      for (const [id, row] of this.byId) place(index, column, id, row);
    }
    return [...(index.get(value)?.values() ?? [])];
  }

  private placeAppended(): void {
    if (this.appended.length === 0) return;
    const rows = this.appended;
    this.appended = [];
    for (const row of rows) this.set(this.table.idOf(row), row);
  }
}

function place(index: Index, column: string, id: string, row: TableRow): void {
  const value = row[column];
  const rows = index.get(value);
  if (rows) rows.set(id, row);
  else index.set(value, new Map([[id, row]]));
}

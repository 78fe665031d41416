export type TableRow = Readonly<Record<string, unknown>>;
/** The rows that have one value in one column, by their id. */
type Index = Map<unknown, Map<string, TableRow>>;

/** The rows of one table as one transaction knows them, found by id, and by the columns that somebody asked for. */
export class TableRows {
  private readonly byId = new Map<string, TableRow>();
  private readonly indexes = new Map<string, Index>();

  has(id: string): boolean {
    return this.byId.has(id);
  }

  get(id: string): TableRow | undefined {
    return this.byId.get(id);
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
    let index = this.indexes.get(column);
    if (!index) {
      this.indexes.set(column, (index = new Map<unknown, Map<string, TableRow>>()));
      for (const [id, row] of this.byId) place(index, column, id, row);
    }
    return [...(index.get(value)?.values() ?? [])];
  }
}

function place(index: Index, column: string, id: string, row: TableRow): void {
  const value = row[column];
  const rows = index.get(value);
  if (rows) rows.set(id, row);
  else index.set(value, new Map([[id, row]]));
}

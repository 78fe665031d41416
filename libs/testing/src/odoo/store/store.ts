import type { Row } from '../orm/values.js';

/** What one committed transaction changed: whole rows, `null` for a deleted one, and all counters. */
export interface Change {
  readonly rows: Readonly<Record<string, Readonly<Record<string, Row | null>>>>;
  readonly counters: Readonly<Record<string, number>>;
}

/**
 * The tables in memory, with one open transaction at a time (a call runs without a pause from begin to commit).
 * Counters stand for PostgreSQL sequences: a rollback does not give their numbers back.
 */
export class Store {
  private readonly tables = new Map<string, Map<number, Row>>();
  private readonly counters = new Map<string, number>();
  /** Rows as they were before the open transaction; `undefined` where there was none. */
  private before = new Map<string, Map<number, Row | undefined>>();

  rows(model: string): ReadonlyMap<number, Row> {
    return this.table(model);
  }

  put(model: string, row: Row): void {
    this.remember(model, row.id);
    this.table(model).set(row.id, row);
  }

  remove(model: string, id: number): void {
    this.remember(model, id);
    this.table(model).delete(id);
  }

  next(counter: string): number {
    const value = (this.counters.get(counter) ?? 0) + 1;
    this.counters.set(counter, value);
    return value;
  }

  /** Numbers up to and including this one are taken. */
  reserve(counter: string, upTo: number): void {
    this.counters.set(counter, Math.max(upTo, this.counters.get(counter) ?? 0));
  }

  /** What the open transaction has changed so far; undefined when it changed nothing. */
  pending(): Change | undefined {
    if (this.before.size === 0) return undefined;
    const rows = Object.fromEntries(
      [...this.before].map(([model, touched]) => [
        model,
        Object.fromEntries([...touched.keys()].map((id) => [id, this.table(model).get(id) ?? null])),
      ]),
    );
    return { rows, counters: Object.fromEntries(this.counters) };
  }

  commit(): void {
    this.before = new Map();
  }

  rollback(): void {
    for (const [model, touched] of this.before) {
      for (const [id, row] of touched) {
        if (row) this.table(model).set(id, row);
        else this.table(model).delete(id);
      }
    }
    this.before = new Map();
  }

  /** Brings back what an earlier process committed. */
  apply(change: Change): void {
    for (const [model, touched] of Object.entries(change.rows)) {
      for (const [id, row] of Object.entries(touched)) {
        if (row) this.table(model).set(Number(id), row);
        else this.table(model).delete(Number(id));
      }
    }
    for (const [counter, value] of Object.entries(change.counters)) this.counters.set(counter, value);
  }

  private remember(model: string, id: number): void {
    let touched = this.before.get(model);
    if (!touched) this.before.set(model, (touched = new Map()));
    if (!touched.has(id)) touched.set(id, this.table(model).get(id));
  }

  private table(model: string): Map<number, Row> {
    let table = this.tables.get(model);
    if (!table) this.tables.set(model, (table = new Map()));
    return table;
  }
}

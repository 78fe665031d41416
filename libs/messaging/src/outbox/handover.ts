import type { OutboxRow } from './outbox-store.js';

/** Rows kept at the most: some seconds of work, a few dozen megabytes at the usual size of an event. */
const CAPACITY = 20_000;

/**
 * Values of rows that this process has just committed, for its own relay: the relay asks the database which rows are unsent and in what
 * order, and need not read their bytes back. Nothing depends on what is in here: a row that is missing is read.
 */
export class Handover {
  private readonly rows = new Map<string, OutboxRow>();
  /** Set by the relay while it sends every lane; otherwise another process sends, and keeping rows would be for nothing. */
  isWanted = false;

  put(rows: readonly OutboxRow[]): void {
    if (!this.isWanted) return;
    for (const row of rows) this.rows.set(row.id, row);
    for (const id of this.rows.keys()) {
      if (this.rows.size <= CAPACITY) break;
      this.rows.delete(id);
    }
  }

  take(id: string): OutboxRow | undefined {
    const row = this.rows.get(id);
    if (row) this.rows.delete(id);
    return row;
  }

  /** For when the database may be another one: one that was restored gives ids to new rows that old ones had. */
  clear(): void {
    this.rows.clear();
  }
}

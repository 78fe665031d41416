import { LANES, laneOf, type OutboxRow } from './outbox-store.js';

/** Kept at the most: some seconds of work at the usual size of an event. */
const ROWS = 20_000;
const BYTES = 32 * 1024 * 1024;

/**
 * Values of rows that this process has just committed, for its own relay: the relay asks the database which rows are unsent and in what
 * order, and need not read their bytes back. Nothing depends on what is in here: a row that is missing is read.
 */
export class Handover {
  private readonly rows = new Map<string, OutboxRow>();
  private bytes = 0;
  private lanes: ReadonlySet<number> = new Set();

  /** Told by this process' relay which lanes it sends. What other processes send is not kept. */
  sends(lanes: readonly number[]): void {
    if (lanes.length === this.lanes.size && lanes.every((lane) => this.lanes.has(lane))) return;
    this.lanes = new Set(lanes);
    this.clear();
  }

  /** @returns true when some of the rows are on lanes that this process' relay does not send */
  put(rows: readonly OutboxRow[]): boolean {
    if (this.lanes.size === 0) return rows.length > 0;
    const own = this.lanes.size === LANES ? rows : rows.filter(({ topic, key }) => this.lanes.has(laneOf(topic, key)));
    for (const row of own) {
      this.rows.set(row.id, row);
      this.bytes += row.value.length;
    }
    for (const id of this.rows.keys()) {
      if (this.rows.size <= ROWS && this.bytes <= BYTES) break;
      this.take(id);
    }
    return own.length < rows.length;
  }

  take(id: string): OutboxRow | undefined {
    const row = this.rows.get(id);
    if (!row) return undefined;
    this.rows.delete(id);
    this.bytes -= row.value.length;
    return row;
  }

  /** For when the database may be another one: one that was restored gives ids to new rows that old ones had. */
  clear(): void {
    this.rows.clear();
    this.bytes = 0;
  }
}

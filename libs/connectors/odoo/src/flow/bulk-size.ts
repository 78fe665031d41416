/** Records in a call of a kind that was never made. */
const FIRST = 20;
const MOST = 200;

/** How long a kind of call that nobody makes any more still counts. */
const FORGOTTEN_AFTER_MS = 60_000;

interface Size {
  records: number;
  heardAt: number;
}

/**
 * How many records to put into one call so that it takes about as long as wanted. A call is one transaction: a longer one holds a worker and
 * locks for longer, and loses more when it fails. Grows by a quarter where that would fit, shrinks to what would have fitted, halves on a failure.
 */
export class BulkSize {
  private readonly sizes = new Map<string, Size>();

  /** @param wantedMs milliseconds that a call of many records may take */
  constructor(private readonly wantedMs: number) {}

  /** The smallest size of all kinds of calls that were made lately: one document goes through all of them. */
  most(): number {
    const lately = performance.now() - FORGOTTEN_AFTER_MS;
    for (const [kind, { heardAt }] of this.sizes) if (heardAt < lately) this.sizes.delete(kind);
    return this.sizes.size === 0 ? FIRST : Math.min(...[...this.sizes.values()].map(({ records }) => records));
  }

  /** A call of one record says nothing about the size of many, unless the size is one. */
  succeeded(kind: string, records: number, millis: number): void {
    const size = this.sizes.get(kind)?.records ?? FIRST;
    if (records < 2 && size > 1) return;
    const [next, each] = [Math.ceil(size * 1.25), millis / records];
    if (millis > this.wantedMs) this.set(kind, Math.max(records / 2, this.wantedMs / each));
    else this.set(kind, records >= size && next * each <= this.wantedMs ? next : size);
  }

  failed(kind: string, records: number): void {
    if (records >= 2) this.set(kind, records / 2);
  }

  private set(kind: string, records: number): void {
    const whole = Math.max(1, Math.min(MOST, Math.floor(records)));
    this.sizes.set(kind, { records: whole, heardAt: performance.now() });
  }
}

/** Rows told longer ago say nothing about how fast it goes now. */
const WINDOW_MILLIS = 60_000;

/**
 * How fast one destination takes what it is told, measured while there is something to tell: what it would take of a backlog.
 * @param now milliseconds of a clock that only goes forward
 */
export class BacklogPace {
  private busySince: number | null = null;
  private told: { readonly at: number; readonly rows: number }[] = [];

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** There is something to tell. */
  busy(): void {
    this.busySince ??= this.now();
  }

  /** All is told: the time until something is wanted again is none in which it could not be told. */
  idle(): void {
    this.busySince = null;
    this.told = [];
  }

  /** So many rows are dealt with. */
  settled(rows: number): void {
    this.told.push({ at: this.now(), rows });
  }

  /** Rows a second; null while there is nothing to measure. */
  perSecond(): number | null {
    const since = this.now() - WINDOW_MILLIS;
    this.told = this.told.filter(({ at }) => at > since);
    if (this.busySince === null || this.told.length === 0) return null;
    const seconds = (this.now() - Math.max(since, this.busySince)) / 1000;
    return this.told.reduce((all, { rows }) => all + rows, 0) / Math.max(seconds, 0.001);
  }
}

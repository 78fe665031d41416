/**
 * Whether records have been the same for so long that nobody can be writing to what belongs to them any more. A record's time is cut to seconds:
 * a transaction that began in the same second may change it, or a line of it, without any sign, and commit as late as the margin says. So what
 * belongs to it must have been read once when that was over.
 */
export class Quiet {
  private print: string | undefined;
  private since = 0;
  private lastReadAt = Number.NEGATIVE_INFINITY;

  /** @param marginMillis longer than any transaction */
  constructor(private readonly marginMillis: number) {}

  /** @param print of the records as they were read @param at when the reading began, in milliseconds of one clock */
  is(print: string, at: number): boolean {
    if (print !== this.print) {
      this.print = print;
      this.since = at;
      this.lastReadAt = Number.NEGATIVE_INFINITY;
    }
    return this.lastReadAt > this.since + this.marginMillis;
  }

  /** What belongs to the records was read after they were. */
  wasRead(print: string, at: number): void {
    if (print === this.print) this.lastReadAt = at;
  }
}

/** How much the newest measure counts: enough to follow an Odoo that grows slower, not enough to be moved by one odd call. */
const NEWEST = 0.3;

/**
 * What calls of a kind take when no other call of ours is in flight: milliseconds for each record, by the power of two of how many there are,
 * since part of a call's time is the same however many records it has.
 */
export class UnloadedLatency {
  private readonly known = new Map<string, Map<number, number>>();

  /** A call that was alone took so long. */
  learn(kind: string, records: number, millis: number): void {
    const sizes = this.known.get(kind) ?? new Map<number, number>();
    this.known.set(kind, sizes);
    const before = sizes.get(sizeOf(records));
    const each = millis / records;
    sizes.set(sizeOf(records), before === undefined ? each : before + NEWEST * (each - before));
  }

  /** What was learned of a kind is wrong by this factor. */
  correct(kind: string, factor: number): void {
    for (const [size, each] of this.known.get(kind) ?? []) this.known.get(kind)?.set(size, each * factor);
  }

  /** @returns milliseconds, from calls of the nearest size; undefined for a kind of which none was ever alone */
  expected(kind: string, records: number): number | undefined {
    const sizes = [...(this.known.get(kind) ?? [])];
    const distance = ([size]: readonly [number, number]): number => Math.abs(size - sizeOf(records));
    const nearest = sizes.sort((a, b) => distance(a) - distance(b))[0];
    return nearest && nearest[1] * records;
  }
}

const sizeOf = (records: number): number => Math.floor(Math.log2(records));

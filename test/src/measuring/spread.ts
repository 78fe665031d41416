/** Several measures of the same thing. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @throws {RangeError} when there is nothing to spread */
export function spreadOf(values: readonly number[]): Spread {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return { median: percentile(values, 0.5), min, max };
}

/**
 * The smallest value that at least this share of all values does not exceed; for the middle of an even number, half way between the two.
 * @param share from 0 to 1
 * @throws {RangeError} when there are no values
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = share * sorted.length;
  const found = sorted[Math.max(0, Math.ceil(rank) - 1)];
  if (found === undefined) throw new RangeError('nothing was measured');
  return share === 0.5 && Number.isInteger(rank) ? (found + (sorted[rank] ?? found)) / 2 : found;
}

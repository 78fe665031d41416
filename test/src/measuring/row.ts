import type { Spread } from './spread.js';

/** One line of a measurement, printed for people and written with `--json` for programs. */
export interface Row {
  /** Heading under which it stands; the rows of a group follow each other. */
  readonly group?: string;
  /** What was measured: `orders that Odoo has twice`. */
  readonly name: string;
  /** The median, where it was measured several times. */
  readonly value: number;
  /** Of `value` and `against`: `events/s`, `orders`. */
  readonly unit: string;
  /** What a rival or limit reached on the same work and machine; null where nothing is compared. */
  readonly against: number | null;
  /** value / against. */
  readonly ratio: number | null;
  /** In words, such as `= 0`; null where nothing is demanded, and `pass` is true. */
  readonly goal: string | null;
  readonly pass: boolean;
  /** What lies around `value`, where it was measured several times. */
  readonly spread?: Spread;
  readonly againstSpread?: Spread;
}

/** A count or rate that nothing is demanded of. */
export const noted = (name: string, value: number, unit: string): Row => ({
  name,
  value,
  unit,
  against: null,
  ratio: null,
  goal: null,
  pass: true,
});

/** A rate that was measured several times, of which nothing is demanded. */
export const notedSpread = (name: string, spread: Spread, unit: string): Row => ({
  ...noted(name, spread.median, unit),
  spread,
});

/** A count that must be exactly `wanted`. */
export const exactly = (name: string, wanted: number, value: number, unit: string): Row => ({
  ...noted(name, value, unit),
  goal: `= ${wanted}`,
  pass: value === wanted,
});

/** A measure that must stay below `limit`. */
export const below = (name: string, limit: number, value: number, unit: string): Row => ({
  ...noted(name, value, unit),
  goal: `< ${limit}`,
  pass: value < limit,
});

/** What is demanded of value / against. */
export type RatioGoal = { readonly atLeast: number } | { readonly atMost: number };

/** A speed or size beside that of a rival, a limit or another run. */
export const compared = (name: string, value: number, against: number, unit: string, goal?: RatioGoal): Row => ({
  ...noted(name, value, unit),
  against,
  ratio: value / against,
  ...(goal && judged(value / against, goal)),
});

/** Two speeds that were measured several times, in turn: median beside median. */
export const comparedSpreads = (name: string, own: Spread, other: Spread, unit: string, goal?: RatioGoal): Row => ({
  ...compared(name, own.median, other.median, unit, goal),
  spread: own,
  againstSpread: other,
});

const judged = (ratio: number, goal: RatioGoal): Pick<Row, 'goal' | 'pass'> =>
  'atLeast' in goal
    ? { goal: `ratio ≥ ${goal.atLeast}`, pass: ratio >= goal.atLeast }
    : { goal: `ratio ≤ ${goal.atMost}`, pass: ratio <= goal.atMost };

/** Puts rows under a heading. */
export const under = (group: string, rows: readonly Row[]): Row[] => rows.map((row) => ({ group, ...row }));

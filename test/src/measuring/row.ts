/** One line of a measurement, printed for people and written with `--json` for programs. */
export interface Row {
  /** What was measured: `orders that Odoo has twice`. */
  readonly name: string;
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

/** A speed beside that of a rival or a limit. */
export const compared = (name: string, value: number, against: number, unit: string): Row => ({
  ...noted(name, value, unit),
  against,
  ratio: value / against,
});

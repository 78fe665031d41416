/** What a row keeps in one field; `false` is Odoo's word for "empty". Datetimes are texts in UTC. */
export type Value = string | number | boolean | readonly number[] | { readonly [key: string]: number };

/** One record as stored. Rows are never changed in place: a write replaces the row. */
export type Row = { readonly id: number; readonly [field: string]: Value };

/** Values as a caller gives them, unchecked. */
export type Vals = Readonly<Record<string, unknown>>;

export const num = (value: Value | undefined): number => (typeof value === 'number' ? value : 0);

export const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

/** The id a many2one holds, or 0 for none: ids start at 1. */
export const ref = (value: Value | undefined): number => (typeof value === 'number' ? value : 0);

export const ids = (value: Value | undefined): readonly number[] => (Array.isArray(value) ? value : []);

/** Rounds half away from zero, forgiving the last bit of binary noise, as Odoo's float_round does. */
export function roundTo(value: number, digits: number): number {
  const scaled = Math.abs(value) * 10 ** digits;
  const rounded = Math.floor(scaled + 0.5 + scaled * Number.EPSILON * 2);
  return (Math.sign(value) * rounded) / 10 ** digits;
}

/** Quantities are compared at the precision of "Product Unit of Measure". */
export const isZero = (quantity: number): boolean => Math.abs(quantity) < 0.005;

/** Python's repr, as it shows in messages about domains. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  return typeof value === 'number' ? String(value) : `'${String(value)}'`;
}

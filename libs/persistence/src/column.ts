import { type Decimal, decimal, decimalText, type Instant, instant, isoOf } from '@penstock/domain';
import {
  bigintBytes,
  binaryArray,
  booleanBytes,
  type FixedWidth,
  instantBytes,
  integerBytes,
  uuidBytes,
} from './binary-array.js';

/** How one column is written to and read from PostgreSQL, and the TypeScript type its values have. */
export interface Column<T> {
  /** The PostgreSQL type, as in a cast. */
  readonly sqlType: string;
  /** The select expression for a column of this name: instants need more than the driver's milliseconds. */
  select(name: string): string;
  toSql(value: T): unknown;
  fromSql(value: unknown): T;
  /** For a type whose values all have one length. */
  readonly bytes?: FixedWidth<NonNullable<T>>;
}

/** Values of a column as one parameter, of the type `sqlType[]`. */
export const arrayOf = <T>(column: Column<T>, values: readonly T[]): unknown =>
  (column.bytes && binaryArray(column.bytes, values as readonly (NonNullable<T> | null)[])) ??
  values.map((value) => column.toSql(value));

const plain = <T>(sqlType: string): Column<T> => ({
  sqlType,
  select: (name) => name,
  toSql: (value) => value,
  fromSql: (value) => value as T,
});

const nullable = <T>(column: Column<T>): Column<NoInfer<T> | null> => ({
  ...(column as Column<T | null>), // as bytes, null is the same for every type
  toSql: (value) => (value === null ? null : column.toSql(value)),
  fromSql: (value) => (value === null ? null : column.fromSql(value)),
});

const decimalColumn: Column<Decimal> = {
  ...plain<Decimal>('numeric'),
  toSql: decimalText,
  fromSql: (value) => decimal(value as string),
};

const instantColumn: Column<Instant> = {
  sqlType: 'timestamptz',
  bytes: instantBytes,
  select: (name) => `to_char(${name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  toSql: isoOf,
  fromSql: (value) => instant(value as string),
};

const bigintColumn: Column<bigint> = {
  ...plain<bigint>('bigint'),
  bytes: bigintBytes,
  toSql: (value) => value.toString(),
  fromSql: (value) => BigInt(value as string),
};

const jsonColumn = <T>(): Column<T> => ({ ...plain<T>('jsonb'), toSql: (value) => JSON.stringify(value) });

/** The kinds of column a declared table may have. */
export const column = {
  // NoInfer: a table's declaration expects a column of anything, which would otherwise become the type of the values.
  text: <T extends string = string>(): Column<NoInfer<T>> => plain<T>('text'),
  uuid: (): Column<string> => ({ ...plain<string>('uuid'), bytes: uuidBytes }),
  integer: (): Column<number> => ({ ...plain<number>('integer'), bytes: integerBytes }),
  bigint: () => bigintColumn,
  boolean: (): Column<boolean> => ({ ...plain<boolean>('boolean'), bytes: booleanBytes }),
  bytes: () => plain<Buffer>('bytea'),
  decimal: () => decimalColumn,
  instant: () => instantColumn,
  json: <T = unknown>(): Column<NoInfer<T>> => jsonColumn<T>(),
  nullable,
};

const uuidColumn = column.uuid();
const integerColumn = column.integer();

/** Parameters of the types `uuid[]`, `integer[]` and `bigint[]`. */
export const uuids = (ids: readonly string[]): unknown => arrayOf(uuidColumn, ids);
export const integers = (numbers: readonly number[]): unknown => arrayOf(integerColumn, numbers);
export const bigints = (numbers: readonly bigint[]): unknown => arrayOf(bigintColumn, numbers);

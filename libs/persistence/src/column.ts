import { type Decimal, decimal, decimalText, type Instant, instant, isoOf } from '@penstock/domain';

/** How one column is written to and read from PostgreSQL, and the TypeScript type its values have. */
export interface Column<T> {
  /** The PostgreSQL type, as in a cast. */
  readonly sqlType: string;
  /** The select expression for a column of this name: instants need more than the driver's milliseconds. */
  select(name: string): string;
  toSql(value: T): unknown;
  fromSql(value: unknown): T;
}

const plain = <T>(sqlType: string): Column<T> => ({
  sqlType,
  select: (name) => name,
  toSql: (value) => value,
  fromSql: (value) => value as T,
});

const nullable = <T>(column: Column<T>): Column<NoInfer<T> | null> => ({
  sqlType: column.sqlType,
  select: (name) => column.select(name),
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
  select: (name) => `to_char(${name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  toSql: isoOf,
  fromSql: (value) => instant(value as string),
};

const bigintColumn: Column<bigint> = {
  ...plain<bigint>('bigint'),
  toSql: (value) => value.toString(),
  fromSql: (value) => BigInt(value as string),
};

const jsonColumn = <T>(): Column<T> => ({ ...plain<T>('jsonb'), toSql: (value) => JSON.stringify(value) });

/** The kinds of column a declared table may have. */
export const column = {
  // NoInfer: a table's declaration expects a column of anything, which would otherwise become the type of the values.
  text: <T extends string = string>(): Column<NoInfer<T>> => plain<T>('text'),
  uuid: () => plain<string>('uuid'),
  integer: () => plain<number>('integer'),
  bigint: () => bigintColumn,
  boolean: () => plain<boolean>('boolean'),
  bytes: () => plain<Buffer>('bytea'),
  decimal: () => decimalColumn,
  instant: () => instantColumn,
  json: <T = unknown>(): Column<NoInfer<T>> => jsonColumn<T>(),
  nullable,
};

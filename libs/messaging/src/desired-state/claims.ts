import type { Instant } from '@penstock/domain';
import {
  claimRows,
  type Column,
  column,
  selectRows,
  snakeCase,
  type Table,
  type Transaction,
  withoutTransaction,
} from '@penstock/persistence';
import type { DataSource } from 'typeorm';
import type { DesiredRow, DesiredState } from './desired-state.js';

/** Longer than any call takes: a process that was killed may have one under way, which the far side still carries out. */
export const LEASE_MILLIS = 15_000;

const BY_URGENCY = 't.priority, t.wanted_since';
const BY_AGE = 't.wanted_since';

const due = `t.destination = $1 AND t.desired_version > t.confirmed_version AND t.next_attempt_at <= now() AND t.leased_until <= now()`;

type Claimed<R extends DesiredRow> = Pick<DesiredState<R>, 'table' | 'destination' | 'batchSize'>;

/**
 * Claims the rows of one call, by the clock of the database: a lease must mean the same to every replica. Every commit of the process asks for
 * this, mostly for nothing: so long as nothing is due it is one statement.
 * @param byAge true where urgency shall not count, so that what is never urgent is told at all
 */
export async function claimCall<R extends DesiredRow>(
  database: DataSource,
  { table, destination, batchSize }: Claimed<R>,
  byAge: boolean,
): Promise<R[]> {
  const order = byAge ? BY_AGE : BY_URGENCY;
  return withoutTransaction(database, async (connection) => {
    const [head] = await connection.query<{ attempts: number }>(
      `SELECT t.attempts FROM ${table.name} t WHERE ${due} ORDER BY ${order} LIMIT 1`,
      [destination],
    );
    if (!head) return [];
    const { atLeast, atMost, limit } = companyOf(head.attempts, batchSize);
    return claimRows(connection, table, {
      set: `leased_until = now() + interval '${LEASE_MILLIS} ms'`,
      condition: `WHERE ${due} AND t.attempts BETWEEN ${atLeast} AND ${atMost} ORDER BY ${order} LIMIT ${limit}`,
      values: [destination],
    });
  });
}

/**
 * With whom a row goes out. One row may break each call it is in, as where a far side fails over one product: what was tried in vain goes out
 * in smaller company, at last alone, so that it keeps nobody from being told.
 */
export function companyOf(attempts: number, batchSize: number): { atLeast: number; atMost: number; limit: number } {
  if (attempts < 2) return { atLeast: 0, atMost: 1, limit: batchSize };
  if (attempts < 4) return { atLeast: 2, atMost: 3, limit: Math.ceil(batchSize / 10) };
  return { atLeast: 4, atMost: 1_000_000_000, limit: 1 };
}

/** How often a call that is under way has its rows kept, and by how much each time. */
export const RENEWAL_MILLIS = LEASE_MILLIS / 3;

/**
 * Keeps the rows of a call that is under way, as far as nobody else has taken them.
 * @param ends what the call has leased them to so far
 */
export async function renewLeases<R extends DesiredRow>(
  transaction: Transaction,
  table: Table<R>,
  rows: readonly R[],
  ends: readonly Instant[],
  next: Instant,
): Promise<void> {
  const { from, on, values } = named(table, rows);
  const { toSql } = column.instant();
  const [first, second] = [values.length + 1, values.length + 2];
  await transaction.query(
    `UPDATE ${table.name} t SET leased_until = $${first} FROM ${from}
     WHERE ${on} AND t.leased_until = ANY($${second}::timestamptz[])`,
    [...values, toSql(next), ends.map(toSql)],
  );
}

/** Locks the rows of a call in key order and reads what they have become. @returns by id; what was deleted meanwhile is left out */
export async function lockCalled<R extends DesiredRow>(
  transaction: Transaction,
  table: Table<R>,
  rows: readonly R[],
): Promise<ReadonlyMap<string, R>> {
  const { from, on, values } = named(table, rows);
  const keys = table.keyColumns.map((name) => `t.${snakeCase(name)}`).join(', ');
  const locked = await selectRows(transaction, table, `JOIN ${from} ON ${on} ORDER BY ${keys} FOR UPDATE OF t`, values);
  return new Map(locked.map((row) => [table.idOf(row), row]));
}

/** The rows as a relation `k` of their keys, from `$1` on. */
function named<R extends DesiredRow>(table: Table<R>, rows: readonly R[]) {
  const keys = table.keyColumns.map((name) => {
    const { sqlType, toSql } = table.columns[name] as Column<unknown>;
    return {
      name: snakeCase(name),
      sqlType,
      values: rows.map((row) => toSql((row as unknown as Record<string, unknown>)[name])),
    };
  });
  const arrays = keys.map(({ sqlType }, i) => `$${i + 1}::${sqlType}[]`).join(', ');
  return {
    from: `unnest(${arrays}) AS k(${keys.map(({ name }) => name).join(', ')})`,
    on: keys.map(({ name }) => `t.${name} = k.${name}`).join(' AND '),
    values: keys.map(({ values }) => values),
  };
}

import type { DataSource, QueryRunner } from 'typeorm';
import type { PoolClient } from 'pg';
import { arrayLiteral, isPlainArray } from './array-literal.js';
import { isAborted, NoConnection } from './sql-error.js';

/** What statements run on: one connection, and inside one transaction unless {@link withoutTransaction} gave it. */
export interface Transaction {
  /**
   * Runs one statement.
   * @param name given: prepared once per connection under this name. Only for texts that never vary under their name.
   * @throws the driver's error, with `code` set to the SQLSTATE.
   */
  query<R = Record<string, unknown>>(text: string, values?: readonly unknown[], name?: string): Promise<R[]>;
}

/** Statements on one connection, until it is given to somebody else. */
class Statements implements Transaction {
  private hasEnded = false;
  private refusal: { readonly error: unknown } | undefined;

  constructor(private readonly client: PoolClient) {}

  async query<R>(text: string, values: readonly unknown[] = [], name?: string): Promise<R[]> {
    if (this.hasEnded) throw new Error('the transaction has ended: a statement would now run outside of it');
    try {
      const written = values.map((value) => (isPlainArray(value) ? arrayLiteral(value) : value));
      const { rows } = await this.client.query(
        name === undefined ? { text, values: written } : { text, values: written, name },
      );
      return rows as R[];
    } catch (error) {
      throw this.reasonOf(error);
    }
  }

  /** Of statements sent together the first is refused for what it is, and the others because it was: whoever hears of them first must know why. */
  private reasonOf(error: unknown): unknown {
    this.refusal ??= { error };
    return isAborted(error) ? this.refusal.error : error;
  }

  /**
   * For refusals that nobody waited for. One that could not even be sent is known at once; of the others PostgreSQL knows: it answers COMMIT
   * with ROLLBACK.
   */
  throwRefusal(): void {
    if (this.refusal) throw this.refusal.error;
  }

  /** Of several pieces of work at once one may fail while the others go on: what they ask from now on must not follow the ROLLBACK. */
  end(): void {
    this.hasEnded = true;
  }
}

/**
 * Runs `work` in one READ COMMITTED transaction on its own connection and commits, or rolls back and throws what it threw. Statements that
 * `work` has asked for and not waited for are part of it: COMMIT goes out behind them, and where one was refused that is what is thrown.
 * An error of COMMIT itself leaves open whether it took place: callers find out by compare-and-swap, never by assuming.
 * @throws NoConnection when it could not begin
 */
export async function inTransaction<T>(
  database: DataSource,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const runner = database.createQueryRunner();
  try {
    const client = await connect(runner);
    const statements = new Statements(client);
    const begun = begin(client);
    try {
      const [result] = await Promise.all([work(statements), begun]);
      statements.end();
      statements.throwRefusal();
      const { command } = await client.query('COMMIT');
      if (command === 'COMMIT') return result;
      statements.throwRefusal();
      throw new Error('the transaction was rolled back');
    } catch (error) {
      statements.end();
      await rollback(client);
      await begun; // if it could not even begin, that is the error to report
      throw error;
    }
  } finally {
    await runner.release();
  }
}

/** Runs statements each of which is a transaction of its own: a third of the round trips where there is only one. */
export async function withoutTransaction<T>(
  database: DataSource,
  work: (connection: Transaction) => Promise<T>,
): Promise<T> {
  const runner = database.createQueryRunner();
  try {
    const statements = new Statements(await connect(runner));
    return await work(statements).finally(() => statements.end());
  } finally {
    await runner.release();
  }
}

async function connect(runner: QueryRunner): Promise<PoolClient> {
  try {
    return (await runner.connect()) as PoolClient;
  } catch (error) {
    throw new NoConnection(error);
  }
}

async function begin(client: PoolClient): Promise<void> {
  try {
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  } catch (error) {
    throw new NoConnection(error);
  }
}

async function rollback(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
  } catch {
    // The connection is gone, and with it the transaction: the error that brought us here is the one to report.
  }
}

import type { DataSource } from 'typeorm';
import { type Connection, overriding } from './steps.js';

/** What the kit says when a trial is not passed. */
export const complaint = (trial: Promise<unknown>): Promise<string> =>
  trial.then(
    () => 'no complaint',
    (error: unknown) => (error as Error).message,
  );

/** Every statement commits by itself. */
export const withoutTransactions = (database: DataSource): DataSource =>
  overriding(database, {
    createQueryRunner: () => {
      const runner = database.createQueryRunner();
      return overriding(runner, {
        connect: async () => {
          const connection = (await runner.connect()) as Connection;
          const query: Connection['query'] = (statement) =>
            connection.query(isBegin(statement) ? 'SELECT 1' : statement);
          return overriding(connection, { query });
        },
      });
    },
  });
const isBegin = (statement: unknown) => typeof statement === 'string' && statement.startsWith('BEGIN');

import 'reflect-metadata';
import { DataSource, type MigrationInterface } from 'typeorm';

export type Migration = new () => MigrationInterface;

/**
 * A pool of connections to one service's PostgreSQL schema.
 * @param schema the service's schema; it is the only one on the search path, so that no statement can name another service's table by accident
 */
export function createDataSource(options: {
  url: string;
  schema: string;
  poolSize: number;
  applicationName: string;
  migrations?: readonly Migration[];
}): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    schema: options.schema,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    migrations: [...(options.migrations ?? [])],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    extra: {
      options: [
        `-c search_path=${options.schema}`,
        // Below the Kafka session timeout, so that a stalled process loses its locks before another one is given its partitions.
        '-c idle_in_transaction_session_timeout=20s',
        '-c lock_timeout=10s',
      ].join(' '),
      connectionTimeoutMillis: 10_000,
    },
  });
}

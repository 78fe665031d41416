import 'reflect-metadata';
import { DataSource, type MigrationInterface } from 'typeorm';
import { endWhenSilent } from './dead-connection.js';
import { GatheringSocket } from './gathering-socket.js';

export type Migration = new () => MigrationInterface;

/** After how long the pool closes a connection that nobody uses; sooner than one could be taken for dead. */
const IDLE_MILLIS = 10_000;

/** How long a statement waits for a lock; shorter where a connection is taken for dead sooner: the server is to say what it waited for. */
const LOCK_MILLIS = 10_000;

/**
 * A pool of connections to one service's PostgreSQL schema.
 * @param schema the service's schema; it is the only one on the search path, so that no statement can name another service's table by accident
 */
export function createDataSource(options: {
  url: string;
  schema: string;
  poolSize: number;
  applicationName: string;
  /** A transaction that stalls this long loses its connection and its locks. Keep it below the Kafka session timeout, so that this happens before another consumer is given the partitions. */
  idleInTransactionTimeoutMillis?: number;
  /** A connection that waits this long without a word is taken for dead. Longer than any statement may take; without it, one is waited on for ever. */
  silenceTimeoutMillis?: number;
  /** Told of each connection that is made. */
  onConnect?: () => void;
  migrations?: readonly Migration[];
}): DataSource {
  const { silenceTimeoutMillis, onConnect } = options;
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
        `-c idle_in_transaction_session_timeout=${options.idleInTransactionTimeoutMillis ?? 20_000}`,
        `-c lock_timeout=${Math.min(LOCK_MILLIS, Math.floor((silenceTimeoutMillis ?? Infinity) / 2))}`,
        // A process that was killed may have left a long statement behind, whose locks would hold its heir up for as long as it runs.
        '-c client_connection_check_interval=5s',
      ].join(' '),
      pipeline: true,
      stream: () => new GatheringSocket(),
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: Math.min(IDLE_MILLIS, (silenceTimeoutMillis ?? Infinity) / 2),
      onConnect(client: object) {
        if (silenceTimeoutMillis !== undefined) endWhenSilent(client, silenceTimeoutMillis);
        onConnect?.();
      },
    },
  });
}

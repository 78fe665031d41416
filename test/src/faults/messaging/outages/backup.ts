import pg from 'pg';
import type { FaultSite } from '../fault.js';

/** A copy of the fault's database as it was. */
export interface Backup {
  /** Puts the copy in the database's place: everything after the backup is gone, effects, inbox, outbox and offsets alike. */
  restore(): Promise<void>;
}

/** Copies the fault's database; those who use it lose their connections for the moment that it takes. */
export async function backUp({ stack, stock }: FaultSite): Promise<Backup> {
  const name = new URL(stock.postgresUrl).pathname.slice(1);
  const server = new pg.Client({ connectionString: stack.postgresUrl });
  await server.connect();
  await close(server, name);
  await server.query(`CREATE DATABASE ${name}_backup TEMPLATE ${name}`);
  await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  return {
    async restore() {
      await close(server, name);
      await server.query(`DROP DATABASE ${name}`);
      await server.query(`ALTER DATABASE ${name}_backup RENAME TO ${name}`);
      await server.end();
    },
  };
}

/** Lets nobody in, and ends who is. */
async function close(server: pg.Client, database: string): Promise<void> {
  await server.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`);
  for (let left = 1; left > 0;) {
    const ended = await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
      database,
    ]);
    left = ended.rows.length;
  }
}

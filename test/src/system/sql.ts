import { DATABASE } from '@penstock/local';
import pg from 'pg';

/** Reads the services' tables past the services; each is named with its service's schema: `order_ingest.raw_input`. */
export interface Sql {
  <Found extends object>(text: string, values?: unknown[]): Promise<Found[]>;
  close(): Promise<void>;
}

export function sqlAt(superuserUrl: string): Sql {
  const url = new URL(superuserUrl);
  url.pathname = DATABASE;
  const pool = new pg.Pool({ connectionString: url.toString(), max: 2 });
  pool.on('error', () => undefined); // an idle connection ended with the server; the next query says so
  const sql = async <Found extends object>(text: string, values: unknown[] = []): Promise<Found[]> =>
    (await pool.query<Found>(text, values)).rows;
  return Object.assign(sql, { close: () => pool.end() });
}

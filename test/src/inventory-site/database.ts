import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root, schemaOf } from '@penstock/local';
import { createDatabase } from '../measuring/database.js';
import { withQuery } from '../measuring/query.js';

/** PostgreSQL schema of the service's tables. */
export const SCHEMA = schemaOf('inventory-propagator');

/** A database of its own with the service's tables, made by the service's own program. @returns its address */
export async function inventoryDatabase(serverUrl: string, name: string): Promise<string> {
  const url = await createDatabase(serverUrl, name);
  await withQuery(url, (query) => query(`CREATE SCHEMA ${SCHEMA}`));
  const env = { ...process.env, LOG_LEVEL: 'warn', DATABASE_URL: url };
  const program = join(root, 'services/inventory-propagator/dist/migrate.js');
  await promisify(execFile)(process.execPath, [program], { cwd: root, env });
  return url;
}

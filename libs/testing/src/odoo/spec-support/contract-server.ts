import type { OdooVersion } from '../orm/version.js';
import { startOdooStandIn } from '../stand-in.js';
import { RpcError } from './client.js';
import type { Recording } from './contract-recording.js';

/** A server that recorded steps are sent to: the stand-in, or a real one with a fresh database. */
export interface ContractServer {
  readonly url: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Keys by login; JSON-2 steps of a login without a key are left out. */
  readonly apiKeys: { readonly admin?: string | undefined; readonly low?: string | undefined };
  stop(): Promise<void>;
}

/**
 * With `ODOO_URL`: that server, with `ODOO_DATABASE`, `ODOO_USER`, `ODOO_PASSWORD`, and for JSON-2 `ODOO_API_KEY` and
 * `ODOO_API_KEY_LOW`. Its database must be fresh, as the recorded ones were: the modules of step `installed_modules`,
 * then an internal user `low` without rights and with the same password, then a company "Second Co" with the chart
 * generic_coa and warehouse WH2, and WH's internal transfers switched on. The server serves no other database.
 * Otherwise the stand-in. Undefined when the server is of another version, or the steps are for the other protocol.
 */
export async function contractServer({ version, protocol }: Recording): Promise<ContractServer | undefined> {
  const { ODOO_URL: url, ODOO_DATABASE = 'odoo', ODOO_USER = 'admin', ODOO_PASSWORD = 'admin' } = process.env;
  if (url === undefined) return standIn(version);
  const { ODOO_API_KEY: admin, ODOO_API_KEY_LOW: low } = process.env;
  if ((await versionOf(url)) !== version || (protocol === 'json2') !== (admin !== undefined)) return undefined;
  const login = { database: ODOO_DATABASE, user: ODOO_USER, password: ODOO_PASSWORD, apiKeys: { admin, low } };
  return { url: url.replace(/\/$/, ''), ...login, stop: () => Promise.resolve() };
}

async function standIn(version: OdooVersion): Promise<ContractServer> {
  const apiKey = 'key';
  const server = await startOdooStandIn({ version, database: 'contract', password: 'secret', apiKey });
  const { url, database, user, password } = server;
  return { url, database, user, password, apiKeys: { admin: apiKey, low: `${apiKey}-low` }, stop: () => server.stop() };
}

async function versionOf(url: string): Promise<number> {
  const answer = await rpc(url, 'common', 'version', []);
  return (answer as { server_version_info: [number] }).server_version_info[0];
}

/** The ids that a fresh database has, which are the recording's too; none of a model that the server does not know. */
export async function freshIds(server: ContractServer, model: string): Promise<number[]> {
  const { url, database, user, password } = server;
  const uid = await rpc(url, 'common', 'authenticate', [database, user, password, {}]);
  const options = { context: { active_test: false } };
  try {
    return (await rpc(url, 'object', 'execute_kw', [
      database,
      uid,
      password,
      model,
      'search',
      [[]],
      options,
    ])) as number[];
  } catch (error) {
    if (error instanceof RpcError && error.name === 'odoo.exceptions.UserError') return [];
    throw error;
  }
}

async function rpc(url: string, service: string, method: string, args: unknown[]): Promise<unknown> {
  const response = await fetch(new URL('/jsonrpc', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } }),
  });
  const answer = (await response.json()) as { result?: unknown; error?: { data: RpcError['data'] } };
  if (answer.error) throw new RpcError(answer.error.data);
  return answer.result;
}

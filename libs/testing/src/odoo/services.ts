import type { Instant } from '@penstock/domain';
import type { Database } from './database.js';
import type { RpcCall } from './http/json-rpc.js';
import { accessDenied, HttpError, OdooError, typeError, unknownDatabase, valueError } from './orm/errors.js';
import type { Call } from './orm/execute.js';
import type { NamedCall } from './orm/named-arguments.js';
import type { OdooVersion } from './orm/version.js';

/** What a caller must know. Every user has the same password; the API key works wherever the password does. */
export interface Credentials {
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly apiKey?: string | undefined;
}

/** What a server says of itself without a login. */
export const versionInfo = (version: OdooVersion) => ({
  server_version: `${version}.0`,
  server_version_info: [version, 0, 0, 'final', 0, ''],
  server_serie: `${version}.0`,
  protocol_version: 1,
});

/**
 * The services behind `/jsonrpc`: `common` needs no login, `object` checks database and password at every call; and
 * calls of models by API key, for JSON-2.
 *
 * @see https://www.odoo.com/documentation/18.0/developer/reference/external_api.html
 */
export class Services {
  constructor(
    private readonly database: Database,
    readonly version: OdooVersion,
    private readonly credentials: Credentials,
  ) {}

  run(rpc: RpcCall, begunAt: Instant): unknown {
    if (rpc.service === 'common') return this.common(rpc);
    if (rpc.service !== 'object') throw new OdooError('builtins.KeyError', rpc.service);
    return this.object(rpc, begunAt);
  }

  private common({ method, args }: RpcCall): unknown {
    if (method === 'version') return versionInfo(this.version);
    if (method !== 'authenticate' && method !== 'login') throw unknownMethod(method);
    const [database, login, password] = args;
    this.checkDatabase(database);
    return this.knows(password) && this.database.userId(this.loginOf(login));
  }

  private object({ method, args }: RpcCall, begunAt: Instant): unknown {
    const [database, uid, password] = args;
    if (this.version === 19 && args.length < 5) {
      throw valueError(`not enough values to unpack (expected at least 5, got ${args.length})`);
    }
    if (method !== 'execute_kw' && method !== 'execute') throw unknownMethod(method);
    this.checkDatabase(database);
    if (!this.knows(password)) throw accessDenied();
    return this.database.call(Number(uid), modelCallOf({ service: 'object', method, args }), begunAt);
  }

  /** Whether this server has the database a request names; it has one, so that none need be named. */
  serves(database: string | undefined): boolean {
    return database === undefined || database === this.credentials.database;
  }

  /** Runs a call by named arguments as the user whose key it is. @throws OdooError */
  runByKey(key: string, call: NamedCall, begunAt: Instant): unknown {
    const uid = this.ownerOf(key);
    if (uid === false) throw new HttpError(401, 'Unauthorized', 'Invalid apikey');
    return this.database.callNamed(uid, call, begunAt);
  }

  /** The administrator has the configured key, any other user that key, a hyphen and the login. */
  private ownerOf(key: string): number | false {
    const { apiKey } = this.credentials;
    if (apiKey === undefined || !key.startsWith(apiKey)) return false;
    return this.database.userId(key === apiKey ? 'admin' : key.slice(apiKey.length + 1));
  }

  private checkDatabase(database: unknown): void {
    if (database !== this.credentials.database) throw unknownDatabase(String(database));
  }

  private knows(password: unknown): boolean {
    const { password: own, apiKey } = this.credentials;
    return password === own || (apiKey !== undefined && password === apiKey);
  }

  /** The configured user is the administrator, whatever it is called. */
  private loginOf(login: unknown): string {
    return login === this.credentials.user ? 'admin' : String(login);
  }
}

const unknownMethod = (method: string): OdooError =>
  new OdooError('builtins.NameError', `Method not available ${method}`);

/** The model's call inside `object.execute_kw` (database, uid, password, model, method, args, kwargs). */
export function modelCallOf({ method: rpc, args }: RpcCall): Call {
  const [, , , model, method, positional, kwargs] = args;
  const missing = ["'obj'", "'method'", "'args'"].slice(Math.max(args.length - 3, 0));
  if (rpc === 'execute') return { model: String(model), method: String(method), args: args.slice(5), kwargs: {} };
  if (missing.length > 0) {
    const names = missing.length > 1 ? `${missing.slice(0, -1).join(', ')}, and ${missing.at(-1)}` : missing.join('');
    throw typeError(`execute_kw() missing ${missing.length} required positional arguments: ${names}`);
  }
  return {
    model: String(model),
    method: String(method),
    args: Array.isArray(positional) ? positional : [],
    kwargs: (kwargs ?? {}) as Record<string, unknown>,
  };
}

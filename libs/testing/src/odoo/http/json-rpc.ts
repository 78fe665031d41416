import { stringify } from 'lossless-json';
import type { IncomingCall } from '../calls.js';
import type { OdooError } from '../orm/errors.js';
import { typeError } from '../orm/errors.js';
import type { OdooVersion } from '../orm/version.js';
import type { Services } from '../services.js';
import type { Reply } from './pages.js';

/** A remote call: a service, its method, and positional arguments. */
export interface RpcCall {
  readonly service: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** A string an adapter's logs must never hold: real servers send tracebacks, with data in them. */
export const TRACEBACK_MARK =
  'Traceback (most recent call last):\n  File "/usr/lib/python3/dist-packages/odoo/http.py"';

/** @throws TypeError in Odoo's words when the envelope has no service, method or args */
function callOf(params: unknown): RpcCall {
  const given = (params ?? {}) as Record<string, unknown>;
  const missing = ['service', 'method', 'args'].filter((name) => !(name in given)).map((name) => `'${name}'`);
  if (missing.length > 0) {
    const names = missing.length > 1 ? `${missing.slice(0, -1).join(', ')}, and ${missing.at(-1)}` : missing.join('');
    const plural = missing.length > 1 ? 's' : '';
    throw typeError(`RPC.jsonrpc() missing ${missing.length} required positional argument${plural}: ${names}`);
  }
  const { service, method, args } = given;
  return { service: String(service), method: String(method), args: Array.isArray(args) ? args : [] };
}

/** Success: HTTP 200; a method that returned None has no `result` key. */
export const successReply = (id: unknown, result: unknown): Reply => ({
  kind: 'json',
  status: 200,
  body: stringify({ jsonrpc: '2.0', id: id ?? null, ...(result === undefined ? {} : { result }) }) ?? '',
});

/**
 * Business errors come with HTTP 200 too; `error.code` is 200 on 18 and 0 on 19.
 *
 * @see https://github.com/odoo/odoo/blob/18.0/odoo/http.py (`serialize_exception`)
 */
export const errorReply = (version: OdooVersion, id: unknown, error: OdooError): Reply => ({
  kind: 'json',
  status: 200,
  body: JSON.stringify({
    jsonrpc: '2.0',
    id: id ?? null,
    error: {
      code: version === 18 ? 200 : 0,
      message: 'Odoo Server Error',
      data: {
        name: error.name,
        debug: `${TRACEBACK_MARK}, line 1788, in _serve_db\n${error.name}: ${error.message}\n`,
        message: error.message,
        arguments: [error.message],
        context: error.context,
      },
    },
  }),
});

/** @throws OdooError for an envelope without service, method or args */
export function jsonRpcCall(services: Services, { id, params }: { id?: unknown; params?: unknown }): IncomingCall {
  const rpc = callOf(params);
  return {
    logged: logged(rpc),
    run: (begunAt) => services.run(rpc, begunAt),
    succeed: (result) => successReply(id, result),
    fail: (error) => errorReply(services.version, id, error),
  };
}

function logged({ service, method, args }: RpcCall): IncomingCall['logged'] {
  if (service !== 'object') return { service, method };
  const [, , , model, called, positional, kwargs] = args;
  return { service, model: String(model), method: String(called), ...{ args: positional, kwargs } };
}

import type { IncomingMessage } from 'node:http';
import { stringify } from 'lossless-json';
import type { IncomingCall } from '../calls.js';
import type { OdooError } from '../orm/errors.js';
import { HttpError } from '../orm/errors.js';
import type { Services } from '../services.js';
import { TRACEBACK_MARK } from './json-rpc.js';
import type { Reply } from './pages.js';

/**
 * The call behind `POST /json/2/<model>/<method>`. An empty body, and one that is no object, reads as no arguments.
 *
 * @see https://www.odoo.com/documentation/19.0/developer/reference/external_api.html
 * @throws HttpError 404 for another verb or path, 401 without a key, 400 for what is not JSON
 */
export function json2Call(services: Services, request: IncomingMessage, path: string, body: string): IncomingCall {
  const [model, method, ...rest] = path.replace('/json/2/', '').split('/');
  if (request.method !== 'POST' || !model || !method || rest.length > 0) {
    throw new HttpError(404, 'NotFound', 'Did you mean POST /json/2/<model>/<method>?');
  }
  const key = bearerKey(request.headers.authorization);
  const { ids, ...kwargs } = argumentsIn(body);
  return {
    logged: { service: 'object', model, method, args: ids === undefined ? [] : [ids], kwargs },
    run: (begunAt) => services.runByKey(key, { model, method, ids, kwargs }, begunAt),
    succeed: json2Success,
    fail: json2Error,
  };
}

function argumentsIn(body: string): Record<string, unknown> {
  if (body === '') return {};
  try {
    const value = JSON.parse(body) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch (error) {
    throw new HttpError(400, 'BadRequest', `could not parse the body as json: ${(error as Error).message}`);
  }
}

/** The key of an `Authorization: bearer <key>` header. @throws HttpError 401 without one */
function bearerKey(header: string | undefined): string {
  const [, key] = /^bearer (.+)$/i.exec(header ?? '') ?? [];
  if (key !== undefined) return key;
  throw new HttpError(
    401,
    'Unauthorized',
    'User not authenticated, use an API Key with a Bearer Authorization header.',
  );
}

/** Success: the bare result; Python's None is `null`. */
const json2Success = (result: unknown): Reply => ({
  kind: 'json',
  status: 200,
  body: stringify(result ?? null) ?? 'null',
});

const STATUS: Readonly<Record<string, number>> = {
  'odoo.exceptions.AccessDenied': 403,
  'odoo.exceptions.AccessError': 403,
  'odoo.exceptions.MissingError': 404,
  'odoo.exceptions.UserError': 422,
  'odoo.exceptions.ValidationError': 422,
};

/** An error as a bare object. 500 says nothing: a wrong field and a lost race have it too; class by `name`. */
export function json2Error(error: OdooError): Reply {
  const { name, message, context } = error;
  const own = error instanceof HttpError ? error.status : undefined;
  const status = own ?? STATUS[name] ?? 500;
  return {
    kind: 'json',
    status,
    ...(status === 401 && { headers: { 'www-authenticate': 'Bearer ' } }),
    body: JSON.stringify({
      name,
      message,
      arguments: own === undefined ? [message] : [message, own],
      context,
      debug: `${TRACEBACK_MARK}, line 2224, in _serve_db\n${name}: ${message}\n`,
    }),
  };
}

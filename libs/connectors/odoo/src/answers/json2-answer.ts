import type { HttpResponse } from '@penstock/http';
import { errorOf, pythonError } from './classify-error.js';
import { parseJson } from './json.js';
import { unreadable } from './unreadable.js';

/**
 * The result of a JSON-2 call: the body itself. The status tells success from failure and nothing more: 500 is an unknown field, a bad date or
 * a lost race as well as a broken server, so the name of the error decides.
 * @throws {OdooError}
 */
export function readJson2Answer(call: string, response: HttpResponse): unknown {
  const body = parseJson(response.body);
  if (response.status === 200 && body !== undefined) return body;
  const error = pythonError.safeParse(body);
  if (response.status < 400 || !error.success) throw unreadable(call, response);
  throw errorOf(call, error.data);
}

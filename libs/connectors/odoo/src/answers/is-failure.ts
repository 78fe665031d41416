import type { HttpResponse } from '@penstock/http';
import { OdooServer } from '../client/errors.js';
import { errorOf, pythonError } from './classify-error.js';
import { parseJson } from './json.js';

/**
 * Whether an answer tells that the server is broken. JSON-2 answers a wrong field, a bad date or a lost race with 500 as well, and any number of
 * those in a row must not stop the good calls: only a 500 without an exception of Odoo counts, or one that nobody can do anything about.
 */
export function isServerFailure({ status, body }: HttpResponse): boolean {
  if (status < 500) return false;
  const error = pythonError.safeParse(parseJson(body));
  return !error.success || errorOf('', error.data) instanceof OdooServer;
}

import type { HttpResponse } from '@penstock/http';
import {
  OdooAmbiguous,
  OdooCredentials,
  type OdooError,
  type OdooErrorFacts,
  OdooServer,
  OdooTooLarge,
  OdooWrongCall,
} from '../client/errors.js';
import { parseJson } from './json.js';

type ErrorClass = new (message: string, facts: OdooErrorFacts) => OdooError;

/**
 * Statuses of pages that proxies and Odoo's own web server send: https://www.rfc-editor.org/rfc/rfc9110#name-status-codes. Without Odoo's own
 * answer a failure of the server may have come after its commit; what is not listed came before Odoo saw the call.
 */
const BY_STATUS: Readonly<Record<number, ErrorClass>> = {
  400: OdooWrongCall,
  401: OdooCredentials,
  408: OdooAmbiguous,
  413: OdooTooLarge,
  415: OdooWrongCall,
  500: OdooAmbiguous,
  502: OdooAmbiguous,
  504: OdooAmbiguous,
};

/** The error for an answer in which Odoo's own cannot be found. The page itself is not repeated: it may hold a traceback. */
export function unreadable(call: string, response: HttpResponse): OdooError {
  const { status, headers } = response;
  const facts = { call, odooName: null };
  const type = headers['content-type']?.split(';')[0] ?? 'no content type';
  if (status === 200 && type === 'application/json' && parseJson(response.body) === undefined) {
    return new OdooAmbiguous('the answer was cut off', facts);
  }
  const Kind = BY_STATUS[status] ?? OdooServer;
  return new Kind(`the answer is not Odoo's but ${type} with status ${status}${hintOf(status)}`, facts);
}

function hintOf(status: number): string {
  if (status === 404) return '; is ODOO_URL the address of an Odoo server, without a path, and is the database there?';
  if (status >= 300 && status < 400) return '; redirects are not followed, version 18 sends JSON-2 to its login page';
  return '';
}

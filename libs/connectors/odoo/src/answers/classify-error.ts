import { z } from 'zod';
import {
  OdooAccess,
  OdooConcurrency,
  OdooCredentials,
  type OdooError,
  type OdooErrorFacts,
  OdooLostRace,
  OdooMissing,
  OdooServer,
  OdooSession,
  OdooTooLarge,
  OdooValidation,
  OdooWrongCall,
} from '../client/errors.js';

/** An exception of Odoo, as far as anybody may see it: `debug`, a traceback with values in it, is not read at all. */
export const pythonError = z.object({ name: z.string(), message: z.string().optional() });

type ErrorClass = new (message: string, facts: OdooErrorFacts) => OdooError;

/**
 * Error classes by the name of the Python class, which is the same on both protocols. Not by a code or a status, and not by text, which
 * differs between versions and languages.
 * Odoo's: https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html#module-odoo.exceptions
 * PostgreSQL's: https://www.psycopg.org/docs/errors.html · the web server's: https://werkzeug.palletsprojects.com/en/stable/exceptions/
 */
const BY_NAME: Readonly<Record<string, ErrorClass>> = {
  'odoo.exceptions.UserError': OdooValidation,
  'odoo.exceptions.ValidationError': OdooValidation,
  'odoo.exceptions.RedirectWarning': OdooValidation,
  'odoo.exceptions.AccessError': OdooAccess,
  'odoo.exceptions.AccessDenied': OdooCredentials,
  'odoo.exceptions.MissingError': OdooMissing,
  'odoo.exceptions.LockError': OdooConcurrency,
  'odoo.exceptions.ConcurrencyError': OdooConcurrency,
  'odoo.http.SessionExpiredException': OdooSession,
  'psycopg2.errors.SerializationFailure': OdooConcurrency,
  'psycopg2.errors.LockNotAvailable': OdooConcurrency,
  'psycopg2.errors.DeadlockDetected': OdooConcurrency,
  'psycopg2.errors.UniqueViolation': OdooLostRace,
  'psycopg2.IntegrityError': OdooLostRace,
  'builtins.ValueError': OdooWrongCall,
  'builtins.TypeError': OdooWrongCall,
  'builtins.KeyError': OdooWrongCall,
  'builtins.AttributeError': OdooWrongCall,
  'builtins.NameError': OdooWrongCall,
  'werkzeug.exceptions.Unauthorized': OdooCredentials,
  'werkzeug.exceptions.Forbidden': OdooAccess,
  'werkzeug.exceptions.NotFound': OdooWrongCall,
  'werkzeug.exceptions.BadRequest': OdooWrongCall,
  'werkzeug.exceptions.UnprocessableEntity': OdooWrongCall,
  'werkzeug.exceptions.UnsupportedMediaType': OdooWrongCall,
  'werkzeug.exceptions.RequestEntityTooLarge': OdooTooLarge,
};

/**
 * What a server action runs is evaluated, and an exception in there comes as a ValueError that begins with Python's name of the real one. Only
 * this one is wrapped: what Odoo retries by itself passes through with its own name.
 */
const EVALUATED_LOST_RACE = /^(?:<class ')?(?:psycopg2\.errors\.)?UniqueViolation\b/;

export function errorOf(
  call: string,
  error: { readonly name?: string | undefined; readonly message?: string | undefined },
): OdooError {
  const { name = null, message = 'no message' } = error;
  return new (classOf(name, message))(shortened(message), { call, odooName: name });
}

function classOf(name: string | null, message: string): ErrorClass {
  if (name === 'builtins.ValueError' && EVALUATED_LOST_RACE.test(message)) return OdooLostRace;
  return (name !== null && BY_NAME[name]) || OdooServer;
}

/** Odoo's texts may run over pages and hold values of other records: the first sentence does. */
export const shortened = (text: string): string => text.trim().split('\n')[0]?.slice(0, 300) ?? '';

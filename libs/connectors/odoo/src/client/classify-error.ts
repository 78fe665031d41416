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
  OdooValidation,
  OdooWrongCall,
} from './errors.js';

/** The `error` of a JSON-RPC answer, as far as anybody may see it: `data.debug`, a traceback with values in it, is not read at all. */
export const rpcError = z.object({
  message: z.string().optional(),
  data: z.object({ name: z.string(), message: z.string().optional() }).optional(),
});

type ErrorClass = new (message: string, facts: OdooErrorFacts) => OdooError;

/**
 * Error classes by `error.data.name`. Not by `error.code` (200 on 18, 0 on 19 for the same error) and not by text, which differs between
 * versions and languages. Odoo's own classes: https://www.odoo.com/documentation/18.0/developer/reference/backend/orm.html#module-odoo.exceptions
 * PostgreSQL's: https://www.psycopg.org/docs/errors.html
 */
const BY_NAME: Readonly<Record<string, ErrorClass>> = {
  'odoo.exceptions.UserError': OdooValidation,
  'odoo.exceptions.ValidationError': OdooValidation,
  'odoo.exceptions.RedirectWarning': OdooValidation,
  'odoo.exceptions.AccessError': OdooAccess,
  'odoo.exceptions.AccessDenied': OdooCredentials,
  'odoo.exceptions.MissingError': OdooMissing,
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
};

export function errorOf(call: string, error: z.output<typeof rpcError>): OdooError {
  const name = error.data?.name ?? null;
  const Kind = (name !== null && BY_NAME[name]) || OdooServer;
  return new Kind(shortened(error.data?.message ?? error.message ?? 'no message'), { call, odooName: name });
}

/** Odoo's texts may run over pages and hold values of other records: the first sentence does. */
export const shortened = (text: string): string => text.trim().split('\n')[0]?.slice(0, 300) ?? '';

/** What an error of Odoo says about the call it answers. Never a traceback, never arguments of the call. */
export interface OdooErrorFacts {
  /** Model and method, such as `sale.order.action_confirm`. */
  readonly call: string;
  /** The Python class with its module, `error.data.name`; null where the answer was no JSON-RPC error. */
  readonly odooName: string | null;
}

/** An answer of Odoo that is not the result. The subclasses say what a caller can do about it. */
export abstract class OdooError extends Error {
  /** A stable name for logs and alerts. */
  abstract readonly code: string;

  constructor(
    message: string,
    readonly facts: OdooErrorFacts,
  ) {
    super(`Odoo refused ${facts.call}: ${message}`);
    this.name = new.target.name;
  }
}

/** The values or the state of a record forbid it (UserError, ValidationError): the same call will be refused again. */
export class OdooValidation extends OdooError {
  readonly code = 'ODOO_REFUSED';
}

/** The user may not do it, or the company is not among the user's: an administrator's work. */
export class OdooAccess extends OdooError {
  readonly code = 'ODOO_ACCESS';
}

/** A record that the call names does not exist (any more). */
export class OdooMissing extends OdooError {
  readonly code = 'ODOO_MISSING';
}

/** Odoo gave up on a hot row after retries of its own. Nothing was kept; the same call may succeed later. */
export class OdooConcurrency extends OdooError {
  readonly code = 'ODOO_CONCURRENCY';
}

/** Somebody else made the same external id or unique value first. Nothing was kept; the same call finds it next time. */
export class OdooLostRace extends OdooError {
  readonly code = 'ODOO_LOST_RACE';
}

/** Login, password, API key or database access is wrong. Nothing will work until a person changes the configuration. */
export class OdooCredentials extends OdooError {
  readonly code = 'ODOO_CREDENTIALS';
}

/** The session ended; logging in again helps. */
export class OdooSession extends OdooError {
  readonly code = 'ODOO_SESSION';
}

/** The call itself is wrong for this server: an unknown field, method or argument. A mistake of ours or another version. */
export class OdooWrongCall extends OdooError {
  readonly code = 'ODOO_WRONG_CALL';
}

/** The server or something before it failed, or answered with something that is no JSON-RPC: a proxy's page, a login page. */
export class OdooServer extends OdooError {
  readonly code = 'ODOO_SERVER';
}

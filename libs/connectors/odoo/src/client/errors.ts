/** What an error of Odoo says about the call it answers. Never a traceback, never arguments of the call. */
export interface OdooErrorFacts {
  /** Model and method, such as `sale.order.action_confirm`. */
  readonly call: string;
  /** The Python class with its module, such as `odoo.exceptions.UserError`; null where the answer was no error of Odoo. */
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

/** The call is too large for the server or a proxy before it. Nothing was kept; half of it may pass. */
export class OdooTooLarge extends OdooError {
  readonly code = 'ODOO_TOO_LARGE';
}

/** Odoo wants a person to decide before it does what was asked. Nothing was done; the same call will ask again. */
export class OdooWizard extends OdooError {
  readonly code = 'ODOO_WIZARD';

  constructor(
    /** Such as `stock.backorder.confirmation`; null for an action without a model. */
    readonly model: string | null,
    facts: OdooErrorFacts,
  ) {
    super(`it answered with ${model === null ? 'an action' : `the wizard ${model}`} instead of a result`, facts);
  }
}

/** The call may have been processed: its answer was cut off, or something between us and Odoo answered in its place. */
export class OdooAmbiguous extends OdooError {
  readonly code = 'ODOO_ANSWER_LOST';
}

/**
 * The server, its database or something before it failed or is not what it should be: a proxy's page, a login page, no such database. Nothing
 * was kept, unless the database went away at the very moment of the commit: look the effect up before repeating a write.
 */
export class OdooServer extends OdooError {
  readonly code = 'ODOO_SERVER';
}

/** The server is of a version whose fields and answers nobody has checked: Odoo has to be upgraded, or Penstock. */
export class OdooUnsupported extends OdooError {
  readonly code = 'ODOO_UNSUPPORTED';
}

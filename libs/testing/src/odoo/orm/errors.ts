/**
 * An error as Odoo's RPC layer names it: `name` is the Python class with its module, and the only thing
 * a client may class errors by; texts differ between versions.
 *
 * @see https://www.odoo.com/documentation/18.0/developer/reference/backend/orm.html#module-odoo.exceptions
 */
export class OdooError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    /** Only some access errors carry one, e.g. the company to switch to. */
    readonly context: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** An error of the HTTP layer, named as werkzeug names it. */
export class HttpError extends OdooError {
  constructor(
    readonly status: number,
    kind: string,
    message: string,
  ) {
    super(`werkzeug.exceptions.${kind}`, message);
  }
}

export const userError = (message: string): OdooError => new OdooError('odoo.exceptions.UserError', message);

export const validationError = (message: string): OdooError =>
  new OdooError('odoo.exceptions.ValidationError', message);

export const accessError = (message: string, context: Record<string, unknown> = {}): OdooError =>
  new OdooError('odoo.exceptions.AccessError', message, context);

export const accessDenied = (): OdooError => new OdooError('odoo.exceptions.AccessDenied', 'Access Denied');

export const missingError = (model: string, id: number, uid: number): OdooError =>
  new OdooError(
    'odoo.exceptions.MissingError',
    `Record does not exist or has been deleted.\n(Record: ${model}(${id},), User: ${uid})`,
  );

export const mandatoryError = (model: string, modelLabel: string, field: string, fieldLabel: string): OdooError =>
  validationError(
    'The operation cannot be completed:\n- Create/update: a mandatory field is not set.\n' +
      '- Delete: another model requires the record being deleted. If possible, archive it instead.\n\n' +
      `Model: ${modelLabel} (${model})\nField: ${fieldLabel} (${field})\n`,
  );

export const valueError = (message: string): OdooError => new OdooError('builtins.ValueError', message);

export const typeError = (message: string): OdooError => new OdooError('builtins.TypeError', message);

export const invalidField = (model: string, field: string): OdooError =>
  valueError(`Invalid field '${field}' on model '${model}'`);

/** What Odoo answers after its own retries on a hot row are used up (12 to 20 s on a real server). */
export const serializationFailure = (): OdooError =>
  new OdooError('psycopg2.errors.SerializationFailure', 'could not serialize access due to concurrent update\n');

export const lockNotAvailable = (): OdooError =>
  new OdooError('psycopg2.errors.LockNotAvailable', 'could not obtain lock on row in relation "stock_quant"\n');

export const unknownDatabase = (database: string): OdooError =>
  new OdooError(
    'psycopg2.OperationalError',
    `connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "${database}" does not exist\n`,
  );

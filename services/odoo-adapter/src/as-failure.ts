import {
  OdooError,
  OdooMissing,
  OdooTooLarge,
  OdooValidation,
  OdooWizard,
  OdooWrongCall,
} from '@penstock/connector-odoo';
import { HttpAmbiguous, HttpUnavailable } from '@penstock/http';
import { Failure, Permanent, Transient } from '@penstock/messaging';

/** The same call will be answered the same again. */
const FINAL = [OdooMissing, OdooTooLarge, OdooValidation, OdooWizard, OdooWrongCall];

/**
 * What a failed call means for the task that made it. A refusal is final; an outage, a lost race, a wrong password or a missing right is not:
 * once somebody has put it right, the orders that waited must come through by themselves.
 */
export function asFailure(error: unknown): unknown {
  if (error instanceof Failure) return error;
  if (error instanceof HttpUnavailable)
    return new Transient('ODOO_UNREACHABLE', error.message, { reason: error.code }, { cause: error });
  if (error instanceof HttpAmbiguous)
    return new Transient('ODOO_ANSWER_LOST', error.message, { reason: error.code }, { cause: error });
  if (!(error instanceof OdooError)) return error;
  const final = FINAL.some((kind) => error instanceof kind);
  const facts = { call: error.facts.call, ...(error.facts.odooName !== null && { odooName: error.facts.odooName }) };
  return new (final ? Permanent : Transient)(error.code, error.message, facts, { cause: error });
}

import { type ExceptionKind, ExceptionRaised } from '@penstock/contracts';
import { canonicalId } from '@penstock/domain';
import { Failure, type Facts, type Outgoing, Permanent, say } from '@penstock/messaging';
import { type OdooSystem, systemName } from './odoo-system.js';

/** What Odoo would do with a report of goods is not what happened: a person must look. The kinds that a task may end in by such a failure. */
const CONFLICTS = ['DELIVERY_CONFLICT', 'RETURN_CONFLICT', 'COUNT_CONFLICT', 'UNKNOWN_LOCATION'] as const;
export type Conflict = (typeof CONFLICTS)[number];

/** @param why a sentence's end, after "… is not in Odoo: " @param facts both figures, by name */
export const conflict = (kind: Conflict, why: string, facts: Facts): Permanent => new Permanent(kind, why, facts);

/** What was reported, as people are told of it. */
export interface Refused {
  /** Canonical id of the report; with the kind it makes the exception's id. */
  readonly reference: string;
  /** Canonical id of the order or product. */
  readonly subject: string;
  /** Such as `Shipment shp_1 of order #1001`. */
  readonly what: string;
  readonly remedy: string;
}

export const refusal = (
  odoo: OdooSystem,
  kind: ExceptionKind,
  { reference, subject, what, remedy }: Refused,
  why: string,
  facts: Facts,
): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: canonicalId('exc', odoo.entity, systemName(odoo), `${kind}:${reference}`),
    kind,
    subject,
    severity: 'ERROR',
    message: `${what} is not in Odoo: ${why}.`,
    amount: null,
    facts: { reference, ...facts },
    remedy,
  });

/** A conflict by its own name; whatever else ended a task is Odoo's refusal. */
export function refusalOf(odoo: OdooSystem, refused: Refused, error: Error): Outgoing<ExceptionRaised> {
  const code = error instanceof Failure ? error.code : error.name;
  const kind = CONFLICTS.find((each) => each === code) ?? 'ODOO_REFUSED';
  const facts = error instanceof Failure ? { code, ...error.facts } : { code };
  return refusal(odoo, kind, refused, error.message, facts);
}

import { codeOf, isInfrastructure } from '@penstock/persistence';

/** Facts a person needs to act on a failure: ids, figures, names. Never personal data, never secrets. */
export type Facts = Readonly<Record<string, string>>;

/** What handlers and workers throw when an event cannot be applied now or ever. Anything else thrown is tried a bounded number of times. */
export abstract class Failure extends Error {
  constructor(
    /** A stable name in capitals, such as ODOO_UNREACHABLE: what alerts and people search for. */
    readonly code: string,
    message: string,
    readonly facts: Facts = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** It may well work later: a far side that is down, a rate limit. Retried with growing pauses. */
export class Transient extends Failure {}

/** It will never work as it is: becomes a dead letter at once. */
export class Permanent extends Failure {}

/** Something this event needs has not arrived yet; no order is promised between topics. Retried on a schedule of hours, then a dead letter. */
export class Missing extends Failure {}

/** Whether a statement failed, or the connection: either way the transaction is lost, and nothing more can be written down in it. */
export const lostTransaction = (error: unknown): boolean =>
  !(error instanceof Failure) && (codeOf(error) !== undefined || isInfrastructure(error));

/**
 * Whether the database gave a transaction up because nothing was asked in it for too long. Where that happens again and again, what this
 * process does between two statements takes so long: its handler. Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export const stoodStill = (error: unknown): boolean => codeOf(error) === '25P03';

/** Why an event or task failed, as it is stored beside it. */
export interface FailureRecord {
  readonly kind: 'transient' | 'permanent' | 'missing' | 'unexpected';
  readonly code: string;
  readonly message: string;
  readonly stack: string;
  readonly facts: Facts;
}

export function recordOf(error: unknown): FailureRecord {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const stack = thrown.stack ?? '';
  if (!(thrown instanceof Failure))
    return { kind: 'unexpected', code: thrown.name, message: thrown.message, stack, facts: {} };
  const kind = thrown instanceof Permanent ? 'permanent' : thrown instanceof Missing ? 'missing' : 'transient';
  return { kind, code: thrown.code, message: thrown.message, stack, facts: thrown.facts };
}

/** The SQLSTATE of a driver's error, or a Node error code such as ECONNREFUSED; undefined when it is neither. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/**
 * No transaction could be begun. Whatever SQLSTATE its cause has (a database that is being renamed, a password that is being changed), it says
 * nothing about the data.
 */
export class NoConnection extends Error {
  override readonly name = 'NoConnection';
  readonly code: string | undefined;

  constructor(cause: unknown) {
    super(`no connection to the database: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.code = codeOf(cause);
  }
}

/**
 * Errors that say nothing about the data: serialisation failure, deadlock, lock or idle timeout, connection trouble, shutdown, disk or
 * memory full, too many connections, a server that only reads (a standby about to take over). The same work may well succeed later, so they
 * never count as a try.
 * Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const INFRASTRUCTURE =
  /^(40001|40P01|55P03|25P03|25006|57014|08...|53...|57P0.|58...|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

/** The disk that the database writes to is full: somebody has to make room. */
export const isDiskFull = (error: unknown): boolean => codeOf(error) === '53100';

/** An earlier statement of the transaction was refused: nothing is said about this one. */
export const isAborted = (error: unknown): boolean => codeOf(error) === '25P02';

const WITHOUT_CODE =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|connection ended|driver not connected/i;

export function isInfrastructure(error: unknown): boolean {
  if (error instanceof NoConnection) return true;
  const code = codeOf(error);
  if (code !== undefined) return INFRASTRUCTURE.test(code);
  return error instanceof Error && WITHOUT_CODE.test(error.message);
}

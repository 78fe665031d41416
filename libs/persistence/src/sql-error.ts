/** The SQLSTATE of a driver's error, or a Node error code such as ECONNREFUSED; undefined when it is neither. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/**
 * Errors that say nothing about the data: serialisation failure, deadlock, lock or idle timeout, connection trouble, shutdown, disk or
 * memory full, too many connections. The same work may well succeed later, so they never count as a try.
 * Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const INFRASTRUCTURE =
  /^(40001|40P01|55P03|25P03|57014|08...|53...|57P0.|58...|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

const WITHOUT_CODE =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|connection ended|driver not connected/i;

export function isInfrastructure(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return INFRASTRUCTURE.test(code);
  return error instanceof Error && WITHOUT_CODE.test(error.message);
}

import { AxiosError } from 'axios';
import { BulkheadRejectedError } from 'cockatiel';
import { HeldBack } from './held-back.js';
import { AddressDenied } from './public-address.js';
import { HttpAmbiguous, HttpUnavailable, type HttpFailureFacts } from './errors.js';

/** Failures of these system calls happen before a byte of the request leaves: https://nodejs.org/api/errors.html#common-system-errors */
const BEFORE_SENDING = new Set(['connect', 'getaddrinfo', 'queryA', 'queryAaaa']);

/** A certificate that is refused ends the connection before the request is written. */
const TLS_REFUSED = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;

/** Turns whatever a call threw into one of the two errors that callers act on. What is not a failed call passes unchanged. */
export function classifyFailure(error: unknown, facts: HttpFailureFacts): unknown {
  if (error instanceof HttpUnavailable || error instanceof HttpAmbiguous) return error;
  if (error instanceof HeldBack) return new HttpUnavailable(error.code, facts, { retryAfterMs: error.retryAfterMs });
  if (error instanceof BulkheadRejectedError) return new HttpUnavailable('overloaded', facts);
  if (error instanceof AddressDenied) return new HttpUnavailable('address_denied', facts, { cause: error });
  if (!(error instanceof AxiosError)) return error;
  // The axios error itself must not become the cause: it carries the whole request, credentials and body included.
  const cause = rootCause(error);
  if (cause instanceof AddressDenied) return new HttpUnavailable('address_denied', facts, { cause });
  const code = codeOf(error, cause);
  if (cause instanceof Error && (BEFORE_SENDING.has(syscallOf(cause)) || TLS_REFUSED.test(code))) {
    return new HttpUnavailable(code, facts, { cause });
  }
  return new HttpAmbiguous(code, facts, cause instanceof AxiosError ? undefined : { cause });
}

/** The system's own error; of several tried addresses, the last one's. */
function rootCause(error: Error): unknown {
  let cause: unknown = error;
  while (cause instanceof Error) {
    const next: unknown = cause instanceof AggregateError ? cause.errors.at(-1) : cause.cause;
    if (next === undefined) return cause;
    cause = next;
  }
  return cause;
}

function codeOf(error: AxiosError, cause: unknown): string {
  if (error.code === AxiosError.ETIMEDOUT && !syscallOf(cause)) return 'timeout';
  if (error.message.startsWith('maxContentLength')) return 'response_too_large';
  const code = (cause as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : (error.code ?? 'unknown');
}

function syscallOf(cause: unknown): string {
  const syscall = (cause as { syscall?: unknown } | null)?.syscall;
  return typeof syscall === 'string' ? syscall : '';
}

import { redactFields } from './redaction.js';

export interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly code?: string | number;
  readonly facts?: Record<string, unknown>;
  readonly cause?: ErrorDescription;
}

/**
 * What a log says of an error: only these fields. Pino's own serialiser copies every property of an error, and HTTP and database errors
 * carry whole requests, with their authorization headers and parameters.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { code, facts } = error as { code?: unknown; facts?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(typeof facts === 'object' && facts !== null && { facts: redactFields(facts as Record<string, unknown>) }),
    ...(error.cause !== undefined && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
  };
}

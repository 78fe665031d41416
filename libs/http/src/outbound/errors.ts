/** What both kinds of failed call say; never a body, a query or a credential. */
export interface HttpFailureFacts {
  /** The client's name, such as `shopify.eu`. */
  readonly client: string;
  readonly method: string;
  readonly path: string;
}

/**
 * The request was certainly not processed: refused, unresolvable, kept back by the circuit breaker or by our own limits.
 * Trying again is safe, whatever the request was.
 */
export class HttpUnavailable extends Error {
  override readonly name = 'HttpUnavailable';
  /** Milliseconds before which nothing will be sent, for `circuit_open` and `retry_later`; null where nobody knows. */
  readonly retryAfterMs: number | null;
  constructor(
    /** `ECONNREFUSED`, `ENOTFOUND`, `circuit_open`, `retry_later`, `overloaded`, `address_denied` … */
    readonly code: string,
    readonly facts: HttpFailureFacts,
    options?: ErrorOptions & { readonly retryAfterMs?: number },
  ) {
    super(`${facts.client} cannot be reached for ${facts.method} ${facts.path}: ${code}`, options);
    this.retryAfterMs = options?.retryAfterMs ?? null;
  }
}

/**
 * The request may have been processed, but its answer was lost: a timeout, a cut connection, an answer over the size limit.
 * Whoever called must look the effect up at the far side before trying again.
 */
export class HttpAmbiguous extends Error {
  override readonly name = 'HttpAmbiguous';
  constructor(
    /** `timeout`, `ECONNRESET`, `response_too_large` … */
    readonly code: string,
    readonly facts: HttpFailureFacts,
    options?: ErrorOptions,
  ) {
    super(`${facts.client} gave no complete answer to ${facts.method} ${facts.path}: ${code}`, options);
  }
}

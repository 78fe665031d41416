/** What Amazon made of one listing. Expected outcomes are values; a call without an answer is thrown (see `@penstock/http`). */
export type PatchOutcome = { readonly kind: 'accepted' } | Refused | Throttled | Denied;

export type ReadOutcome =
  /** `quantity` is null where Amazon was never told one. */
  { readonly kind: 'read'; readonly quantity: number | null } | Refused | Throttled | Denied;

/** It will not be accepted as it is: no such listing, a quantity that Amazon does not take. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: string;
  readonly message: string;
}

/** Not applied; may be sent again after the wait. */
export interface Throttled {
  readonly kind: 'throttled';
  readonly retryAfterMs: number;
}

/** The account itself lets us in no more, whatever the listing: a person must renew the authorisation. */
export interface Denied {
  readonly kind: 'denied';
  readonly code: string;
  readonly message: string;
}

/** An answer that no rule of the API explains, or a 5xx. Quantities are absolute: send the same again. */
export class AmazonAnswerNotUnderstood extends Error {
  override readonly name = 'AmazonAnswerNotUnderstood';
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`Amazon answered ${status} with a body that is none of its answers: ${body.slice(0, 200)}`);
  }
}

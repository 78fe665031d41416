/** One listing's stock, as the receiver is told it. */
export interface StockOffer {
  /** What the receiver calls the listing. */
  readonly ref: string;
  readonly sku: string;
  /** Whole units it may sell; absolute. */
  readonly quantity: number;
  /** Rises with every change of the listing: the receiver keeps the highest, whatever order requests come in. */
  readonly version: number;
  /** When this was so, ISO 8601. */
  readonly asOf: string;
}

/** What the receiver made of one offer. Expected outcomes are values; a call without an answer is thrown (see `@penstock/http`). */
export type OfferOutcome =
  | { readonly kind: 'accepted' }
  /** It will not be accepted as it is. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** What the receiver made of a request. */
export type SendOutcome =
  /** One outcome per offer, in the same order. */
  | { readonly kind: 'answered'; readonly outcomes: readonly OfferOutcome[] }
  /** Not applied; may be sent again after the wait. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  /** The receiver lets us in no more, or is no receiver: a person must look at address and secret. */
  | { readonly kind: 'denied'; readonly code: string; readonly message: string };

/** A 5xx, or a 2xx with a body that is no answer. Offers carry versions: send the same again. */
export class WebhookAnswerNotUnderstood extends Error {
  override readonly name = 'WebhookAnswerNotUnderstood';
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`The webhook's receiver answered ${status} with a body that is no answer: ${body.slice(0, 200)}`);
  }
}

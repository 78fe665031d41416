/** A stock level to set. Ids are WooCommerce's post ids, as text. */
export interface StockChange {
  readonly productId: string;
  /** For a variation, its own id beside its parent's in `productId`. */
  readonly variationId?: string;
  /** Whole units available to sell; absolute, so that sending it twice does no harm. */
  readonly quantity: number;
}

export type StockOutcome =
  | { readonly kind: 'accepted' }
  /** It will not be accepted as it is: a wrong product or quantity. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** Not applied; may be sent again after the wait. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  /** The shop lets us in no more, whatever the product: a person must look at key and address. */
  | { readonly kind: 'denied'; readonly code: string; readonly message: string };

/** A product or a variation; ids are WooCommerce's post ids, as text. */
export type ProductRef = Pick<StockChange, 'productId' | 'variationId'>;

/** An answer that says neither what was applied nor what was not. Stock levels are absolute: send the same again. */
export class WooCommerceAnswerNotUnderstood extends Error {
  override readonly name = 'WooCommerceAnswerNotUnderstood';
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`WooCommerce answered ${status} with a body that is no batch answer: ${body.slice(0, 200)}`);
  }
}

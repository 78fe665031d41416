/** What a channel answered when it was asked for quantities. */
export type QuantitiesRead =
  /** By listing; null where the channel does not know the listing (any more). */
  | { readonly kind: 'read'; readonly quantities: ReadonlyMap<string, number | null> }
  /** Not now: its rate limit, or an outage. */
  | { readonly kind: 'later'; readonly afterMillis: number; readonly reason: string }
  /** Not at all: a wrong credential or location. A person must look. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** Reads what one channel shows. It shares client and limits with the worker that tells the channel, so that a comparison delays no push for long. */
export interface QuantityReader {
  /** `shopify:demo-shop`. */
  readonly destination: string;
  /** Listings in one call. */
  readonly pageSize: number;
  /**
   * @param refs see `product_listing.ref`; at most {@link pageSize}, each once
   * @throws what the channel's client throws when there is no answer: reading changes nothing, ask again
   */
  read(refs: readonly string[]): Promise<QuantitiesRead>;
}

/** A Shopify shop whose webhooks are taken. */
export interface ShopifyChannel {
  /** The last part of its webhook address, such as `demo-shop`; part of every canonical id, so it never changes. */
  readonly name: string;
  /** Secrets accepted now, at least one: two while one is rotated. */
  readonly webhookSecrets: readonly string[];
}

/** The channels of this installation, by name. */
export class Channels {
  private readonly shopify: ReadonlyMap<string, ShopifyChannel>;

  constructor(
    /** Company or brand that these channels sell for, such as `main`. */
    readonly entity: string,
    shopify: readonly ShopifyChannel[],
  ) {
    this.shopify = new Map(shopify.map((channel) => [channel.name, channel]));
  }

  shopifyNamed(name: string): ShopifyChannel | undefined {
    return this.shopify.get(name);
  }
}

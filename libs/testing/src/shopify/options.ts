import type { StandInOptions } from '../stand-in/server.js';

export interface ShopifyStandInOptions extends StandInOptions {
  /** Default: the demo catalogue's. */
  readonly shopDomain?: string;
  readonly accessToken?: string;
  readonly webhookSecret?: string;
  /** Where webhooks go, such as `http://127.0.0.1:8081/webhooks/shopify/demo-shop`; without it none are sent until it is set. */
  readonly webhookUrl?: string;
  /** Milliseconds before the first retry of a delivery; doubled for each of the eight. Shopify spreads them over four hours. */
  readonly retryAfterMs?: number;
  /** The bucket of query cost points. Default: a standard plan's 1000 points, 50 restored a second. */
  readonly bucket?: { readonly maximum: number; readonly restorePerSecond: number };
  /** How many numbered products, `SKU-000001` on, beside the demo catalogue's. Default 0. */
  readonly products?: number;
}

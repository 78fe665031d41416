import type { StandInOptions } from '../stand-in/server.js';
import type { RateLimit } from '../stand-in/token-bucket.js';

/** A seller at Amazon, fixed, so that configuration files, stand-in and tests speak of the same one. */
export const demoSeller = {
  sellerId: 'A1DEMOSELLER',
  /** Amazon's of the United States: https://developer-docs.amazon.com/sp-api/docs/marketplace-ids */
  marketplaceId: 'ATVPDKIKX0DER',
  clientId: 'amzn1.application-oa2-client.demo',
  clientSecret: 'amzn1.oa2-cs.v1.demo',
  refreshToken: 'Atzr|demo',
} as const;

export interface AmazonStandInOptions extends StandInOptions {
  /** Default: the {@link demoSeller}'s. */
  readonly sellerId?: string;
  readonly marketplaceId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly refreshToken?: string;
  /** How long an access token is good for. Default 3600, as at Login with Amazon. */
  readonly tokenSeconds?: number;
  /**
   * What one operation allows an account. Default 5 a second and 5 at once, for reading and for patching each:
   * https://developer-docs.amazon.com/sp-api/docs/listings-items-api-rate-limits
   */
  readonly rate?: RateLimit;
  /** How many numbered listings, `SKU-000001` on, beside those of the demo catalogue. Default 0. */
  readonly products?: number;
}

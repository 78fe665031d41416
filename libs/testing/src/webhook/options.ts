import type { StandInOptions } from '../stand-in/server.js';
import type { RateLimit } from '../stand-in/token-bucket.js';

export const demoWebhook = {
  channel: 'demo-webhook',
  secret: 'whsec_ZGVtby13ZWJob29rLXNlY3JldC0yNC1ieXRlcw==',
} as const;

export interface WebhookStandInOptions extends StandInOptions {
  /** `whsec_` and the key in base64. Default: the {@link demoWebhook}'s. */
  readonly secret?: string;
  /** Requests it takes; beyond them it answers 429 with `Retry-After`. Default: as many as come. */
  readonly rate?: RateLimit;
  /** Listings it will not take. Default none. */
  readonly refuses?: readonly string[];
}

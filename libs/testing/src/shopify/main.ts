import { runStandIn } from '../stand-in/command-line.js';
import { startShopifyStandIn } from './start.js';

// node libs/testing/dist/shopify/main.js --port N --data DIR [--webhook-url URL] [--webhook-secret S] [--access-token T]
//   [--shop-domain D] [--retry-after-ms N] [--products N] [--points N] [--points-per-second N]
await runStandIn(
  'shopify',
  [
    'webhook-url',
    'webhook-secret',
    'access-token',
    'shop-domain',
    'retry-after-ms',
    'products',
    'points',
    'points-per-second',
  ],
  (options, given) =>
    startShopifyStandIn({
      ...options,
      products: Number(given.products ?? 0),
      bucket: { maximum: Number(given.points ?? 1000), restorePerSecond: Number(given['points-per-second'] ?? 50) },
      ...(given['webhook-url'] !== undefined && { webhookUrl: given['webhook-url'] }),
      ...(given['webhook-secret'] !== undefined && { webhookSecret: given['webhook-secret'] }),
      ...(given['access-token'] !== undefined && { accessToken: given['access-token'] }),
      ...(given['shop-domain'] !== undefined && { shopDomain: given['shop-domain'] }),
      ...(given['retry-after-ms'] !== undefined && { retryAfterMs: Number(given['retry-after-ms']) }),
    }),
);

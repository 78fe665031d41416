import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a webhook comes from Shopify: `X-Shopify-Hmac-SHA256` is the base64 HMAC-SHA256 of the raw body.
 * Source: https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 *
 * @param rawBody the bytes as received: JSON that was parsed and written again has another signature
 * @param header the value of `X-Shopify-Hmac-SHA256`; undefined when it did not come
 * @param secrets the secrets accepted now: two while one is rotated, because Shopify goes on signing with the old one for up to an hour
 */
export function verifyWebhook(rawBody: Buffer, header: string | undefined, secrets: readonly string[]): boolean {
  if (!header) return false;
  const given = Buffer.from(header, 'base64');
  let genuine = false;
  // Every secret is tried whatever the first says, so that the time taken does not tell which of them matched.
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(rawBody).digest();
    if (secret !== '' && given.length === expected.length && timingSafeEqual(given, expected)) genuine = true;
  }
  return genuine;
}

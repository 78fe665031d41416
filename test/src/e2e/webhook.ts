import { createHmac, randomUUID } from 'node:crypto';
import { localSecrets } from '@penstock/local';

export interface Answered {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: unknown;
}

/**
 * One webhook as Shopify sends it, signed with the shop's secret unless another signature (or none: null) is given.
 * https://shopify.dev/docs/apps/build/webhooks#headers
 */
export async function webhook(
  ingestUrl: string,
  body: string,
  options: { topic?: string; webhookId?: string; signature?: string | null } = {},
): Promise<Answered> {
  const { topic = 'orders/create', webhookId = randomUUID(), signature = signatureOf(body) } = options;
  const response = await fetch(`${ingestUrl}/webhooks/shopify/demo-shop`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-webhook-id': webhookId,
      'x-shopify-event-id': randomUUID(),
      'x-shopify-triggered-at': new Date().toISOString(),
      ...(signature !== null && { 'x-shopify-hmac-sha256': signature }),
    },
  });
  const text = await response.text();
  return { status: response.status, contentType: response.headers.get('content-type'), body: parsed(text) };
}

const signatureOf = (body: string): string =>
  createHmac('sha256', localSecrets.DEMO_SHOP_WEBHOOK_SECRET).update(body).digest('base64');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // an answer that is not JSON is shown as it came
  }
}

import { problem } from '@penstock/http';
import { instant } from '@penstock/domain';

/** What Shopify says about a delivery: https://shopify.dev/docs/apps/build/webhooks#headers */
export interface DeliveryHeaders {
  /** Such as `orders/create`. */
  readonly topic: string;
  /** The same for every try to deliver the same thing. */
  readonly webhookId: string;
  readonly eventId: string | null;
  /** ISO 8601; null where it is absent or no time. */
  readonly triggeredAt: string | null;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

export const headerOf = (headers: Headers, name: string): string | undefined => {
  const value = headers[name.toLowerCase()];
  return (Array.isArray(value) ? value[0] : value) || undefined;
};

/** @throws {Problem} 400, when a header without which the delivery cannot be told from others is missing */
export function readHeaders(headers: Headers): DeliveryHeaders {
  const required = (name: string): string => {
    const value = headerOf(headers, name);
    if (value === undefined)
      throw problem(400, { type: '/problems/missing-header', detail: `The header ${name} is missing.` });
    return value;
  };
  return {
    topic: required('X-Shopify-Topic'),
    webhookId: required('X-Shopify-Webhook-Id'),
    eventId: headerOf(headers, 'X-Shopify-Event-Id') ?? null,
    triggeredAt: timeOrNull(headerOf(headers, 'X-Shopify-Triggered-At')),
  };
}

/** A broken time must not cost us the order: it only helps people to compare. */
function timeOrNull(text: string | undefined): string | null {
  try {
    return text === undefined ? null : (instant(text), text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Where a raw input is: to be normalised, waiting for the order that it changes, said as events, a repetition of something known, refused, or
 * of a kind nobody needs.
 */
export type RawState = 'pending' | 'waiting' | 'done' | 'repeated' | 'rejected' | 'ignored';

/** A delivery as it is kept before it is answered. */
export interface RawInput {
  readonly channel: string;
  /** Shopify's, such as `orders/create`. */
  readonly topic: string;
  /** `X-Shopify-Webhook-Id`: the same for every try to deliver the same thing. */
  readonly webhookId: string;
  /** `X-Shopify-Event-Id`: the same for all webhooks of one happening in the shop. */
  readonly eventId: string | null;
  /** `X-Shopify-Triggered-At`, ISO 8601. */
  readonly triggeredAt: string | null;
  /** The bytes as received. */
  readonly body: Buffer;
  readonly state: RawState;
  /** Why it was rejected or ignored; null otherwise. */
  readonly reason: string | null;
  /** Canonical id of the order it is about; inputs of one order are normalised in the order of their arrival. */
  readonly orderId: string | null;
  /** The person it names, for erasure. */
  readonly subjectId: string | null;
  /** W3C trace context of the request, in which normalising goes on. */
  readonly traceparent: string | null;
}

/** `contradicted`: the same webhook id came before with other bytes; both are kept. */
export type Kept = 'new' | 'repeated' | 'contradicted';

/** Keeps deliveries. An abstract class, so that it is its own injection token. */
export abstract class RawInputs {
  /** Commits the delivery, once for each webhook id and content. */
  abstract keep(input: RawInput): Promise<Kept>;
}

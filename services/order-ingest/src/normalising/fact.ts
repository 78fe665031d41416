import {
  type CancellationContent,
  type Occurrence,
  type OrderContent,
  parseCancellation,
  parseOrder,
  parseTransaction,
  type PaymentContent,
  type Problem,
  type ShopifySource,
} from '@penstock/connector-shopify';
import type { Instant } from '@penstock/domain';

/** What a document that states the whole order says beside its content. */
export interface Revision {
  /** The channel's version of the order: of two statements the later one holds, whatever order they come in. */
  readonly updatedAt: Instant;
  /** Canonical ids of the lines that the customer no longer gets. */
  readonly removedLines: readonly string[];
  readonly cancelled: boolean;
}

/** What a channel says happened, whichever delivery said it. */
export type Fact = Occurrence & {
  readonly orderId: string;
  /** Id of the thing at the channel: the order's, or the transaction's. */
  readonly externalId: string;
  /** What people call the order; null where the source does not say. */
  readonly orderNumber: string | null;
  /** The person it names; null where it names none. */
  readonly subjectId: string | null;
} & (
    | ({ readonly type: 'order-created'; readonly content: OrderContent } & Revision)
    | ({ readonly type: 'order-updated'; readonly content: OrderContent } & Revision)
    | { readonly type: 'payment-captured'; readonly content: PaymentContent }
    | { readonly type: 'order-cancelled'; readonly content: CancellationContent }
  );

export type FactType = Fact['type'];

export type Reading =
  | { readonly kind: 'fact'; readonly fact: Fact }
  /** A genuine input that says nothing new to the business, and why. */
  | { readonly kind: 'nothing'; readonly why: string }
  /** At least one problem. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

type Reader = (body: Buffer, source: ShopifySource) => Reading;

/** https://shopify.dev/docs/api/admin-graphql/latest/enums/WebhookSubscriptionTopic, as `X-Shopify-Topic` writes them. */
const READERS: Readonly<Record<string, Reader>> = {
  'orders/create': (body, source) => readOrder('order-created', body, source),
  'orders/updated': (body, source) => readOrder('order-updated', body, source),
  // Names lines and differences only; the same edit comes as orders/updated, with the whole order.
  'orders/edited': () => ({ kind: 'nothing', why: 'orders/updated says it with the whole order' }),
  'order_transactions/create': readTransaction,
  'orders/cancelled': readCancellation,
};

/** Reads the body of a webhook. Pure; nothing is thrown for bad input. */
export function readFact(topic: string, body: Buffer, source: ShopifySource): Reading {
  const read = READERS[topic];
  return read ? read(body, source) : { kind: 'nothing', why: `nobody needs the topic ${topic}` };
}

/** An update happened when the channel says so, an order when the customer placed it. */
function readOrder(type: 'order-created' | 'order-updated', body: Buffer, source: ShopifySource): Reading {
  const parsed = parseOrder(body, source);
  if (!parsed.ok) return { kind: 'refused', problems: parsed.problems };
  const { order, updatedAt, updatedZone, removedLines, cancelled } = parsed;
  const { occurredAt, occurredZone } =
    type === 'order-created' ? parsed : { occurredAt: updatedAt, occurredZone: updatedZone };
  return {
    kind: 'fact',
    fact: {
      type,
      content: order,
      orderId: order.orderId,
      externalId: order.channelOrderId,
      orderNumber: order.orderNumber,
      subjectId: order.personal?.subjectId ?? null,
      updatedAt,
      removedLines,
      cancelled,
      occurredAt,
      occurredZone,
    },
  };
}

function readTransaction(body: Buffer, source: ShopifySource): Reading {
  const parsed = parseTransaction(body, source);
  if (!parsed.ok) return { kind: 'refused', problems: parsed.problems };
  if (parsed.payment === null) return { kind: 'nothing', why: parsed.why };
  const { payment, occurredAt, occurredZone } = parsed;
  return {
    kind: 'fact',
    fact: {
      type: 'payment-captured',
      content: payment,
      orderId: payment.orderId,
      externalId: payment.channelTransactionId,
      orderNumber: null,
      subjectId: null,
      occurredAt,
      occurredZone,
    },
  };
}

function readCancellation(body: Buffer, source: ShopifySource): Reading {
  const parsed = parseCancellation(body, source);
  if (!parsed.ok) return { kind: 'refused', problems: parsed.problems };
  const { cancellation, occurredAt, occurredZone } = parsed;
  return {
    kind: 'fact',
    fact: {
      type: 'order-cancelled',
      content: cancellation,
      orderId: cancellation.orderId,
      // An order is cancelled once, and its canonical id is derived from Shopify's: it names the cancellation as well.
      externalId: cancellation.orderId,
      orderNumber: null,
      subjectId: null,
      occurredAt,
      occurredZone,
    },
  };
}

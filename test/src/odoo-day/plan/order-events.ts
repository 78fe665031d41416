import type { EventMeta, OrderCancelled, OrderCreated, OrderLine, OrderUpdated, ShippingLine, ShopMoney, TaxLine } from '@penstock/contracts'; // prettier-ignore
import { decimal, type Instant, money, uuid7 } from '@penstock/domain';
import type { DayChannel, DayLine, OrderHead } from './day.js';
import { amountText, sumsOf, TAX_PERCENT, taxOf } from './money.js';
import { personOf } from './person.js';

export const ENTITY = 'main';
export const systemOf = (channel: DayChannel): string => `shopify:${channel.name}`;

export function metaOf(system: string, channel: string | null, aggregateId: string, at: Instant): EventMeta {
  return {
    eventId: uuid7(),
    occurredAt: at,
    occurredZone: null,
    source: { system, channel },
    entity: ENTITY,
    correlationId: aggregateId,
    causationId: null,
    aggregateId,
    sequence: 1,
    mode: 'live',
  };
}

export function orderCreated(head: OrderHead, lines: readonly DayLine[]): OrderCreated {
  return {
    ...content(head, lines, head.placedAt),
    placedAt: head.placedAt,
    tenders: [],
    channelReferences: {},
    test: false,
    tags: [],
  };
}

export const orderUpdated = (
  head: OrderHead,
  lines: readonly DayLine[],
  removedLines: readonly string[],
  updatedAt: Instant,
): OrderUpdated => ({ ...content(head, lines, updatedAt), updatedAt, removedLines });

/** @param lines how many pieces of which lines; null for everything that has not left */
export const orderCancelled = (
  { orderId, channel }: OrderHead,
  lines: ReadonlyMap<string, number> | null,
  cancelledAt: Instant,
): OrderCancelled => ({
  meta: metaOf(systemOf(channel), channel.name, orderId, cancelledAt),
  orderId,
  reason: 'CUSTOMER',
  reasonText: null,
  cancelledAt,
  lines: lines && [...lines].map(([lineId, pieces]) => ({ lineId, quantity: piecesOf(pieces) })),
});

export const piecesOf = (pieces: number) => ({ amount: decimal(String(pieces)), unit: 'unit' });

/** What OrderCreated and OrderUpdated both state. */
function content(head: OrderHead, lines: readonly DayLine[], at: Instant) {
  const { orderId, channelOrderId, orderNumber, channel, customer } = head;
  const sums = sumsOf(lines, head.shipping, channel);
  const both = (cents: number): ShopMoney => bothOf(cents, channel);
  return {
    meta: metaOf(systemOf(channel), channel.name, orderId, at),
    ...{ orderId, channelOrderId, orderNumber },
    shopCurrency: channel.currency,
    presentmentCurrency: channel.currency,
    taxesIncluded: channel.taxesIncluded,
    lines: lines.map((line) => orderLine(line, channel)),
    shipping: head.shipping === 0 ? [] : [shippingLine(head.shipping, channel)],
    discounts: [],
    totals: {
      lines: both(sums.goods),
      discounts: both(sums.discounts),
      shipping: both(sums.shipping),
      tax: both(sums.tax),
      ...{ duties: null, tip: null, rounding: null },
      grandTotal: both(sums.total),
    },
    customerId: customer.customerId,
    personal: personOf(customer),
  };
}

function orderLine(line: DayLine, channel: DayChannel): OrderLine {
  const total = line.quantity * line.price - line.discount;
  return {
    lineId: line.lineId,
    channelLineId: line.channelLineId,
    listingRef: null,
    sku: line.sku,
    title: `Item ${line.sku}`,
    quantity: piecesOf(line.quantity),
    unitPrice: bothOf(line.price, channel),
    discounts: line.discount === 0 ? [] : [{ code: 'DAY', reason: null, amount: bothOf(line.discount, channel) }],
    taxes: [taxLine(total, channel)],
    total: bothOf(total, channel),
    requiresShipping: true,
    giftCard: false,
  };
}

const shippingLine = (price: number, channel: DayChannel): ShippingLine => ({
  title: 'Standard',
  code: null,
  carrier: null,
  price: bothOf(price, channel),
  discounts: [],
  taxes: [taxLine(price, channel)],
  total: bothOf(price, channel),
});

const taxLine = (taxed: number, channel: DayChannel): TaxLine => ({
  title: 'VAT',
  rate: decimal(String(TAX_PERCENT / 100)),
  amount: bothOf(taxOf(taxed, channel), channel),
  included: channel.taxesIncluded,
});

function bothOf(cents: number, { currency }: DayChannel): ShopMoney {
  const amount = money(amountText(cents), currency);
  return { shop: amount, presentment: amount };
}

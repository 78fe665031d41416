import type { Discount, OrderCreated } from '@penstock/contracts';
import { type Instant, offsetOf } from '@penstock/domain';
import { mapBoth } from '../payload/money-bag.js';
import { MoneyReader } from '../payload/money-reader.js';
import { type OrderPayload, orderPayload } from '../payload/order-payload.js';
import { type Refused, refused } from '../payload/problem.js';
import { readJson } from '../payload/read-json.js';
import { currentOrder, type ReadLine } from './current-order.js';
import { type OrderContext, isTip, readLine, readShipping } from './lines.js';
import { readPersonal } from './personal.js';
import { type ShopifySource, customerIdOf, orderIdOf } from './source.js';
import { readTenders } from './tenders.js';
import { readTotals } from './totals.js';

export type OrderContent = Omit<OrderCreated, 'meta'>;

/** When something happened, for the event's meta. */
export interface Occurrence {
  readonly occurredAt: Instant;
  /** The shop's offset, such as `-05:00`: its day ends by it. */
  readonly occurredZone: string | null;
}

export interface ParsedOrder extends Occurrence {
  readonly ok: true;
  readonly order: OrderContent;
  /** Shopify's version of the order: the same order with a later one is a revision. */
  readonly updatedAt: Instant;
  /** Offset of `updatedAt`, as the shop writes it. */
  readonly updatedZone: string | null;
  /** Canonical ids of the lines that were taken out of the order: by the shop's word, never from their absence. */
  readonly removedLines: readonly string[];
  readonly cancelled: boolean;
}

/**
 * Reads the body of an `orders/create` or `orders/updated` webhook, without a wrapper: both are the whole order.
 * @returns the order as it is now, which adds up, or every reason why not
 */
export function parseOrder(raw: Buffer | string, source: ShopifySource): ParsedOrder | Refused {
  const read = readJson(raw, orderPayload);
  if (!read.ok) return read;
  const payload = read.value;
  const currencies = { shop: payload.currency, presentment: payload.presentment_currency ?? payload.currency };
  const money = new MoneyReader(currencies);
  const content = readContent({ order: payload, source, money });
  const problems = money.problems.length > 0 ? money.problems : content.problems;
  if (problems.length > 0) return refused(...problems);
  const placed = placedAt(payload);
  const updated = payload.updated_at ?? placed;
  return {
    ok: true,
    order: content.order,
    occurredAt: placed.at,
    occurredZone: offsetOf(placed.text),
    updatedAt: updated.at,
    updatedZone: offsetOf(updated.text),
    removedLines: content.removedLines,
    cancelled: payload.cancelled_at !== null,
  };
}

/** `processed_at` is when the customer ordered; `created_at` is later for orders that were imported into the shop. */
const placedAt = (order: OrderPayload) => order.processed_at ?? order.created_at;

function readContent(context: OrderContext) {
  const { order, source, money } = context;
  const read = order.line_items.flatMap((payload, i): ReadLine[] => {
    const pointer = `/line_items/${i}`;
    return isTip(payload) ? [] : [{ payload, pointer, line: readLine(context, payload, pointer) }];
  });
  const shipping = order.shipping_lines.flatMap((line, i) =>
    line.is_removed ? [] : [readShipping(context, line, `/shipping_lines/${i}`)],
  );
  const taken = readTotals(context, read.map(({ line }) => line), shipping); // prettier-ignore
  const { lines, removedLines, totals, problems } = currentOrder(context, read, taken.totals);
  const content: OrderContent = {
    orderId: orderIdOf(source, order.id),
    channelOrderId: order.id,
    orderNumber: order.name,
    placedAt: placedAt(order).at,
    shopCurrency: money.currencies.shop,
    presentmentCurrency: money.currencies.presentment,
    taxesIncluded: order.taxes_included,
    lines,
    shipping,
    discounts: byCodeAndReason([...lines, ...shipping].flatMap(({ discounts }) => discounts)),
    totals,
    tenders: readTenders(order.payment_gateway_names),
    channelReferences: referencesOf(order),
    customerId: order.customer ? customerIdOf(source, order.customer.id) : null,
    personal: readPersonal(order, source),
    test: order.test ?? false,
    tags: (order.tags ?? '').split(',').flatMap((tag) => tag.trim() || []),
  };
  return { order: content, removedLines, problems: taken.problems.length > 0 ? taken.problems : problems };
}

function byCodeAndReason(discounts: readonly Discount[]): Discount[] {
  const groups = Map.groupBy(discounts, ({ code, reason }) => JSON.stringify([code, reason]));
  return [...groups.values()].map((group) =>
    group.reduce((all, one) => ({ ...all, amount: mapBoth(all.amount, one.amount, (a, b) => a.plus(b)) })),
  );
}

function referencesOf(order: OrderPayload): Record<string, string> {
  const found = {
    checkoutToken: order.checkout_token,
    sourceName: order.source_name,
    confirmationNumber: order.confirmation_number,
    purchaseOrderNumber: order.po_number,
  };
  return Object.fromEntries(Object.entries(found).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

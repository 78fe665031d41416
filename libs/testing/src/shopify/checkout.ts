import { randomBytes, randomUUID } from 'node:crypto';
import { decimal, zero } from '@penstock/domain';
import { demoCatalogue } from '../stand-in/demo-catalogue.js';
import type { Journal } from '../stand-in/journal.js';
import { amountsOn, type Priced } from './amounts.js';
import type { CheckoutRead } from './checkout-input.js';
import { putLevels, sold } from './inventory.js';
import type { SoldLine } from './line-payload.js';
import { type OrderFacts, type OrderPayload, orderPayload } from './order-payload.js';
import { transactionPayload } from './transaction-payload.js';

/** An order of the shop, as the stand-in keeps it. */
export interface PlacedOrder {
  readonly id: string;
  readonly name: string;
  /** The bodies of its webhooks, byte for byte. */
  readonly order: string;
  readonly transaction: string | null;
  readonly chargeId: string | null;
  /** What the customer pays, in the shop's currency. */
  readonly total: string;
  readonly currency: string;
  /** As they are now. */
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

/** Collection of {@link TakenOrder}s by order id. */
export const TAKEN = 'taken order';

export const asJson = (line: SoldLine): TakenOrder['lines'][number] => ({ ...line, price: line.price.toFixed() });

/** What an order's payload is made from, kept beside it: an edit makes it anew. */
export interface TakenOrder {
  readonly checkout: CheckoutRead;
  /** Every line that was ever ordered, with all units that ever were. The price is text: it is kept as JSON. */
  readonly lines: readonly (Omit<SoldLine, 'price'> & { readonly price: string })[];
  readonly ids: OrderFacts['ids'];
  /** ISO 8601 in UTC. */
  readonly at: string;
}

const FIRST_ID = 5_500_000_000_001;

export const nextIdOf = (state: Journal): string => String(state.next('id', FIRST_ID));

/** Takes an order: lowers what is available, raises what is committed, and writes the payloads of its webhooks, all at once. */
export function placeOrder(state: Journal, checkout: CheckoutRead, now = new Date()): PlacedOrder {
  const nextId = (): string => nextIdOf(state);
  const lines = checkout.lines.map((line) => soldLine(nextId(), line));
  const { amounts, currencies } = priceOf(checkout, lines);
  const ids = { order: nextId(), customer: nextId(), shippingLine: nextId(), number: state.next('order number', 1001) };
  const payload: OrderPayload = orderPayload({ checkout, lines, amounts, currencies, ids, now });
  const chargeId =
    checkout.payment === false ? null : (checkout.payment?.chargeId ?? `ch_${randomBytes(12).toString('hex')}`);
  const transaction =
    chargeId === null
      ? null
      : transactionPayload({
          id: nextId(),
          orderId: ids.order,
          orderName: payload.name,
          chargeId,
          amounts,
          currencies,
          now,
        });
  const placed: PlacedOrder = {
    id: ids.order,
    name: payload.name,
    order: bareIds(payload),
    transaction: transaction && bareIds(transaction),
    chargeId,
    total: payload.total_price,
    currency: currencies.shop,
    lines: checkout.lines.map(({ sku, quantity }) => ({ sku, quantity })),
  };
  const levels = checkout.lines.flatMap(({ sku, quantity }) => sold(state, sku, quantity));
  const taken = { checkout, ids, at: now.toISOString(), lines: lines.map(asJson) } satisfies TakenOrder;
  putLevels(
    state,
    levels,
    { collection: 'order', key: placed.id, value: placed },
    { collection: TAKEN, key: placed.id, value: taken },
  );
  return placed;
}

/** What lines cost in both currencies of a checkout, with its discount, shipping and tax. */
export function priceOf(checkout: CheckoutRead, lines: Priced['lines']) {
  const priced = {
    lines,
    shipping: decimal(checkout.shipping),
    discount: checkout.discount ? decimal(checkout.discount.percent).div(decimal('100')) : zero,
    taxRate: decimal(demoCatalogue.taxRate),
    taxesIncluded: checkout.taxesIncluded,
  };
  const shop = { currency: demoCatalogue.currency, rate: decimal('1') };
  const presentment = { currency: checkout.presentmentCurrency ?? shop.currency, rate: decimal(checkout.exchangeRate) };
  return {
    amounts: { shop: amountsOn(shop, priced), presentment: amountsOn(presentment, priced) },
    currencies: { shop: shop.currency, presentment: presentment.currency },
  };
}

export function soldLine(id: string, { sku, quantity, price }: CheckoutRead['lines'][number]): SoldLine {
  const product = demoCatalogue.products.find((one) => one.sku === sku);
  return {
    id,
    sku,
    quantity,
    title: product?.title ?? sku,
    price: decimal(price ?? product?.price ?? '10.00'),
    productId: product?.shopify.productId ?? null,
    variantId: product?.shopify.variantId ?? null,
    grams: product?.weightGrams ?? 0,
  };
}

/** Shopify writes ids as JSON numbers, some beyond what a float holds: kept as text here, their quotes are taken off at the end. */
export const bareIds = (payload: object): string =>
  JSON.stringify(payload).replaceAll(/"((?:\w+_)?id)":"(\d+)"/g, '"$1":$2');

export const newEventId = (): string => randomUUID();

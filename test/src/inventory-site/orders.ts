import type { OrderCreated, OrderLine, ShopMoney } from '@penstock/contracts';
import { canonicalId, money } from '@penstock/domain';
import { metaOf, now, pieces } from './facts.js';

/** A till of our own: no channel of the channels file, so that what it sells changes what none of them shows by itself. */
export const TILL = { system: 'till:main', channel: null };

export const orderIdOf = (reference: string): string => canonicalId('ord', 'main', TILL.system, reference);
export const lineIdOf = (reference: string, line: number): string =>
  canonicalId('orl', 'main', TILL.system, `${reference}/${line}`);

const amount = (value: string): ShopMoney => ({ shop: money(value, 'USD'), presentment: money(value, 'USD') });
const NOTHING = amount('0');

/** An order of so many pieces of each of these goods. */
export function orderCreated(reference: string, wanted: readonly { sku: string; quantity: number }[]): OrderCreated {
  const orderId = orderIdOf(reference);
  const at = now();
  return {
    meta: metaOf(orderId, { source: TILL }),
    orderId,
    channelOrderId: reference,
    orderNumber: reference,
    placedAt: at,
    shopCurrency: 'USD',
    presentmentCurrency: 'USD',
    taxesIncluded: false,
    lines: wanted.map((line, nth) => orderLine(reference, nth, line)),
    shipping: [],
    discounts: [],
    totals: {
      ...{ lines: NOTHING, discounts: NOTHING, shipping: NOTHING, tax: NOTHING },
      ...{ duties: null, tip: null, rounding: null, grandTotal: NOTHING },
    },
    tenders: [],
    channelReferences: {},
    customerId: null,
    personal: null,
    test: false,
    tags: [],
  };
}

const orderLine = (
  reference: string,
  nth: number,
  { sku, quantity }: { sku: string; quantity: number },
): OrderLine => ({
  lineId: lineIdOf(reference, nth),
  channelLineId: `${reference}/${nth}`,
  listingRef: null,
  sku,
  title: sku,
  quantity: pieces(quantity),
  unitPrice: NOTHING,
  discounts: [],
  taxes: [],
  total: NOTHING,
  requiresShipping: true,
  giftCard: false,
});

import type { Discount, OrderCreated, OrderLine, ShippingLine, ShopMoney } from '@penstock/contracts';
import { canonicalId, decimal, instant, money, sum, uuid7 } from '@penstock/domain';

export const CURRENCY = 'USD';
const SYSTEM = 'shopify:demo-shop';

export const both = (amount: string): ShopMoney => ({
  shop: money(amount, CURRENCY),
  presentment: money(amount, CURRENCY),
});

export const aDiscount = (amount: string, code = 'SUMMER'): Discount => ({ code, reason: null, amount: both(amount) });

export const aTax = (given: { title?: string; rate: string; amount: string; included?: boolean }) => ({
  title: given.title ?? 'VAT',
  rate: decimal(given.rate),
  amount: both(given.amount),
  included: given.included ?? false,
});

export function aLine(given: {
  id: string;
  sku: string | null;
  quantity?: string;
  price: string;
  discount?: string;
}): OrderLine {
  const { id, sku, quantity = '1', price, discount } = given;
  const total = decimal(price)
    .times(decimal(quantity))
    .minus(decimal(discount ?? '0'));
  return {
    lineId: canonicalId('orl', 'main', SYSTEM, id),
    channelLineId: id,
    listingRef: null,
    sku,
    title: `Item ${sku ?? id}`,
    quantity: { amount: decimal(quantity), unit: 'unit' },
    unitPrice: both(price),
    discounts: discount === undefined ? [] : [aDiscount(discount)],
    taxes: [],
    total: both(total.toFixed()),
    requiresShipping: true,
    giftCard: false,
  };
}

export const aShipping = (price: string): ShippingLine => ({
  title: 'Standard',
  code: null,
  carrier: null,
  price: both(price),
  discounts: [],
  taxes: [],
  total: both(price),
});

/** An order whose sums agree: lines − discounts + shipping + tax. */
export function anOrder(given: {
  number?: string;
  lines: readonly OrderLine[];
  shipping?: readonly ShippingLine[];
  tax?: string;
  taxesIncluded?: boolean;
  customerId?: string | null;
  test?: boolean;
}): OrderCreated {
  const { number = '1001', lines, shipping = [], tax = '0', taxesIncluded = false, customerId = null } = given;
  const orderId = canonicalId('ord', 'main', SYSTEM, number);
  const goods = sum(lines.map((line) => line.unitPrice.shop.amount.times(line.quantity.amount)));
  const off = sum(lines.flatMap((line) => line.discounts.map(({ amount }) => amount.shop.amount)));
  const carriage = sum(shipping.map(({ price }) => price.shop.amount));
  const grand = goods
    .minus(off)
    .plus(carriage)
    .plus(taxesIncluded ? '0' : tax);
  return {
    meta: {
      eventId: uuid7(),
      occurredAt: instant('2026-11-20T10:00:00Z'),
      occurredZone: null,
      source: { system: SYSTEM, channel: 'demo-shop' },
      entity: 'main',
      correlationId: orderId,
      causationId: null,
      aggregateId: orderId,
      sequence: 1,
      mode: 'live',
    },
    orderId,
    channelOrderId: number,
    orderNumber: `#${number}`,
    placedAt: instant('2026-11-20T10:00:00.5Z'),
    shopCurrency: CURRENCY,
    presentmentCurrency: CURRENCY,
    taxesIncluded,
    lines,
    shipping,
    discounts: [],
    totals: {
      lines: both(goods.toFixed()),
      discounts: both(off.toFixed()),
      shipping: both(carriage.toFixed()),
      tax: both(tax),
      duties: null,
      tip: null,
      rounding: null,
      grandTotal: both(grand.toFixed()),
    },
    tenders: [],
    channelReferences: {},
    customerId,
    personal: {
      subjectId: 'sub-1',
      name: 'Jane Shop',
      email: 'jane@example.com',
      phone: null,
      taxNumber: null,
      locale: null,
      billingAddress: null,
      shippingAddress: {
        name: 'Jane Shop',
        company: null,
        line1: '1 Main St',
        line2: null,
        city: 'Fresno',
        region: 'CA',
        postalCode: '93650',
        country: 'US',
        phone: null,
      },
    },
    test: given.test ?? false,
    tags: [],
  };
}

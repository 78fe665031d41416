import { type Decimal, minorDigits } from '@penstock/domain';
import { demoCatalogue } from '../stand-in/demo-catalogue.js';
import type { OrderAmounts } from './amounts.js';
import type { CheckoutRead } from './checkout-input.js';

export interface SoldLine {
  readonly id: string;
  readonly sku: string;
  readonly quantity: number;
  readonly title: string;
  readonly price: Decimal;
  readonly productId: string | null;
  readonly variantId: string | null;
  readonly grams: number;
}

export interface TwoSides<T> {
  readonly shop: T;
  readonly presentment: T;
}

export interface OrderFacts {
  readonly checkout: CheckoutRead;
  readonly lines: readonly SoldLine[];
  readonly amounts: TwoSides<OrderAmounts>;
  readonly currencies: TwoSides<string>;
  readonly ids: {
    readonly order: string;
    readonly customer: string;
    readonly shippingLine: string;
    readonly number: number;
  };
  readonly now: Date;
}

export type OrderPayload = ReturnType<typeof orderPayload>;

/** `1.5` dollars as `1.50`, yen without decimals. */
export const moneyText = (amount: Decimal, currency: string): string => amount.toFixed(minorDigits(currency));

/** A `…_set` field from what is picked on either side. */
export const moneySet = (
  currencies: TwoSides<string>,
  amounts: TwoSides<OrderAmounts>,
  pick: (side: OrderAmounts) => Decimal,
) => ({
  shop_money: { amount: moneyText(pick(amounts.shop), currencies.shop), currency_code: currencies.shop },
  presentment_money: {
    amount: moneyText(pick(amounts.presentment), currencies.presentment),
    currency_code: currencies.presentment,
  },
});

/** As shops write times: in their own zone, to the second. */
export const shopTime = (at: Date): string =>
  new Date(at.getTime() - 5 * 3_600_000).toISOString().replace(/\.\d{3}Z$/, '-05:00');

/** The body of `orders/create`, complete as far as anybody reads it. Source: https://shopify.dev/docs/api/webhooks/2026-04 */
export function orderPayload({ checkout, lines, amounts, currencies, ids, now }: OrderFacts) {
  const { customer, taxesIncluded, discount } = checkout;
  const set = (pick: (side: OrderAmounts) => Decimal) => moneySet(currencies, amounts, pick);
  const plain = (pick: (side: OrderAmounts) => Decimal) => moneyText(pick(amounts.shop), currencies.shop);
  const both = (name: string, pick: (side: OrderAmounts) => Decimal) => ({
    [name]: plain(pick),
    [`${name}_set`]: set(pick),
  });
  const taxLine = (pick: (side: OrderAmounts) => Decimal) => ({
    title: demoCatalogue.taxTitle,
    rate: Number(demoCatalogue.taxRate),
    channel_liable: false,
    ...both('price', pick),
  });
  const address = {
    ...ADDRESS,
    first_name: customer.firstName,
    last_name: customer.lastName,
    name: `${customer.firstName} ${customer.lastName}`,
  };
  const time = shopTime(now);
  return {
    id: ids.order,
    admin_graphql_api_id: `gid://shopify/Order/${ids.order}`,
    name: `#${ids.number}`,
    order_number: ids.number,
    created_at: time,
    processed_at: time,
    updated_at: time,
    cancelled_at: null,
    cancel_reason: null,
    currency: currencies.shop,
    presentment_currency: currencies.presentment,
    taxes_included: taxesIncluded,
    test: false,
    email: customer.email,
    contact_email: customer.email,
    phone: null,
    note: null,
    tags: '',
    source_name: 'web',
    customer_locale: 'en-US',
    checkout_token: `token-${ids.order}`,
    confirmation_number: `C${ids.order}`,
    po_number: null,
    financial_status: checkout.payment === false ? 'pending' : 'paid',
    fulfillment_status: null,
    payment_gateway_names: ['stripe'],
    discount_codes: discount
      ? [{ code: discount.code, type: 'percentage', amount: plain((side) => side.discounts) }]
      : [],
    discount_applications: discount
      ? [
          {
            type: 'discount_code',
            code: discount.code,
            value: discount.percent,
            value_type: 'percentage',
            target_type: 'line_item',
          },
        ]
      : [],
    line_items: lines.map((line, i) => ({
      id: line.id,
      admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
      product_id: line.productId,
      variant_id: line.variantId,
      sku: line.sku,
      title: line.title,
      name: line.title,
      quantity: line.quantity,
      current_quantity: line.quantity,
      grams: line.grams,
      gift_card: false,
      requires_shipping: true,
      taxable: true,
      ...both('price', (side) => side.lines[i]!.price),
      ...both('total_discount', (side) => side.lines[i]!.discount),
      discount_allocations: discount
        ? [{ ...both('amount', (side) => side.lines[i]!.discount), discount_application_index: 0 }]
        : [],
      tax_lines: [taxLine((side) => side.lines[i]!.tax)],
      duties: [],
    })),
    shipping_lines: [
      {
        id: ids.shippingLine,
        title: 'Standard',
        code: 'STANDARD',
        carrier_identifier: null,
        source: 'shopify',
        is_removed: false,
        ...both('price', (side) => side.shipping),
        ...both('discounted_price', (side) => side.shipping),
        discount_allocations: [],
        tax_lines: [taxLine((side) => side.shippingTax)],
      },
    ],
    tax_lines: [taxLine((side) => side.tax)],
    total_line_items_price: plain((side) => side.subtotal.plus(side.discounts)),
    subtotal_price: plain((side) => side.subtotal),
    subtotal_price_set: set((side) => side.subtotal),
    total_discounts: plain((side) => side.discounts),
    total_discounts_set: set((side) => side.discounts),
    total_shipping_price_set: set((side) => side.shipping),
    total_tax: plain((side) => side.tax),
    total_tax_set: set((side) => side.tax),
    total_tip_received: '0.00',
    total_price: plain((side) => side.total),
    total_price_set: set((side) => side.total),
    original_total_duties_set: null,
    original_total_additional_fees_set: null,
    customer: {
      id: ids.customer,
      email: customer.email,
      first_name: customer.firstName,
      last_name: customer.lastName,
      phone: null,
      currency: currencies.shop,
    },
    billing_address: address,
    shipping_address: address,
    refunds: [],
    fulfillments: [],
  };
}

const ADDRESS = {
  company: null,
  address1: '12 Harbour Street',
  address2: null,
  city: 'Portland',
  province: 'Maine',
  province_code: 'ME',
  zip: '04101',
  country: 'United States',
  country_code: 'US',
  phone: '+1 207 555 0100',
};

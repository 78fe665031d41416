import type { OrderAmounts } from './amounts.js';
import type { CheckoutRead } from './checkout-input.js';
import { type SoldLine, linePayload } from './line-payload.js';
import { MoneyFields, type TwoSides } from './money-fields.js';

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

/** As shops write times: in their own zone, to the second. */
export const shopTime = (at: Date): string =>
  new Date(at.getTime() - 5 * 3_600_000).toISOString().replace(/\.\d{3}Z$/, '-05:00');

/** The body of `orders/create`, complete as far as anybody reads it. Source: https://shopify.dev/docs/api/webhooks/2026-04 */
export function orderPayload({ checkout, lines, amounts, currencies, ids, now }: OrderFacts) {
  const { customer, taxesIncluded, discount } = checkout;
  const fields = new MoneyFields(amounts, currencies);
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
      ? [{ code: discount.code, type: 'percentage', amount: fields.plain((side) => side.discounts) }]
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
    line_items: lines.map((line, i) => linePayload(line, fields, i, discount !== undefined)),
    shipping_lines: [
      {
        id: ids.shippingLine,
        title: 'Standard',
        code: 'STANDARD',
        carrier_identifier: null,
        source: 'shopify',
        is_removed: false,
        ...fields.both('price', (side) => side.shipping),
        ...fields.both('discounted_price', (side) => side.shipping),
        discount_allocations: [],
        tax_lines: [fields.taxLine((side) => side.shippingTax)],
      },
    ],
    tax_lines: [fields.taxLine((side) => side.tax)],
    total_line_items_price: fields.plain((side) => side.subtotal.plus(side.discounts)),
    subtotal_price: fields.plain((side) => side.subtotal),
    subtotal_price_set: fields.set((side) => side.subtotal),
    total_discounts: fields.plain((side) => side.discounts),
    total_discounts_set: fields.set((side) => side.discounts),
    total_shipping_price_set: fields.set((side) => side.shipping),
    total_tax: fields.plain((side) => side.tax),
    total_tax_set: fields.set((side) => side.tax),
    total_tip_received: '0.00',
    total_price: fields.plain((side) => side.total),
    total_price_set: fields.set((side) => side.total),
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

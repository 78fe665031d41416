import { z } from 'zod';
import { amount, currency, id, list, maybe, rate, text, time, wholeNumber } from './fields.js';
import { moneySet } from './money-bag.js';

// The body of the webhooks orders/create, orders/updated and orders/cancelled, as far as it is used. Sources:
// https://shopify.dev/docs/api/webhooks/2026-04 (sample payloads), https://shopify.dev/docs/api/admin-rest/latest/resources/order

const taxLine = z.object({ title: text, rate, price: maybe(amount), price_set: maybe(moneySet) });

const allocation = z.object({
  amount: maybe(amount),
  amount_set: maybe(moneySet),
  discount_application_index: maybe(wholeNumber),
});

const duty = z.object({ price_set: maybe(moneySet), tax_lines: list(taxLine) });

const lineItem = z.object({
  id,
  product_id: maybe(id),
  variant_id: maybe(id),
  sku: text,
  title: text,
  name: text,
  /** Units ordered, with those that were removed or refunded since. */
  quantity: wholeNumber.refine((value) => value >= 0, 'is negative'),
  /** Without them; absent before API version 2024-01. */
  current_quantity: maybe(wholeNumber.refine((value) => value >= 0, 'is negative')),
  price: maybe(amount),
  price_set: maybe(moneySet),
  discount_allocations: list(allocation),
  tax_lines: list(taxLine),
  duties: list(duty),
  gift_card: z.boolean().nullish(),
  requires_shipping: z.boolean().nullish(),
  /** Present only on tips, which Shopify lists as lines (and in `total_tip_received` as well). */
  tip_payment_gateway: z.string().nullish(),
});

const shippingLine = z.object({
  id,
  title: text,
  code: text,
  price: maybe(amount),
  price_set: maybe(moneySet),
  discount_allocations: list(allocation),
  tax_lines: list(taxLine),
  carrier_identifier: text,
  is_removed: z.boolean().nullish(),
});

const discountApplication = z.object({ type: text, code: text, title: text, description: text });

const address = z.object({
  first_name: text,
  last_name: text,
  name: text,
  company: text,
  address1: text,
  address2: text,
  city: text,
  province: text,
  province_code: text,
  zip: text,
  country: text,
  country_code: text,
  phone: text,
});

/** Units taken out of a line by an edit, a refund or a return: https://shopify.dev/docs/api/admin-rest/latest/resources/refund */
const refundLine = z.object({
  line_item_id: id,
  quantity: wholeNumber,
  /** `return` for units that had been delivered. */
  restock_type: text,
  subtotal: maybe(amount),
  subtotal_set: maybe(moneySet),
  total_tax: maybe(amount),
  total_tax_set: maybe(moneySet),
});

const refund = z.object({ refund_line_items: list(refundLine), order_adjustments: list(z.unknown()) });

const fulfillment = z.object({ status: text, line_items: list(z.object({ id, quantity: wholeNumber })) });

const customer = z.object({ id, email: text, phone: text, first_name: text, last_name: text });

export const orderPayload = z.object({
  id,
  name: z.string(),
  created_at: time,
  updated_at: maybe(time),
  processed_at: maybe(time),
  cancelled_at: maybe(time),
  cancel_reason: text,
  currency,
  presentment_currency: maybe(currency),
  taxes_included: z.boolean(),
  test: z.boolean().nullish(),
  email: text,
  phone: text,
  source_name: text,
  customer_locale: text,
  checkout_token: text,
  confirmation_number: text,
  po_number: text,
  tags: text,
  payment_gateway_names: list(z.string()),
  line_items: z.array(lineItem).min(1, 'is empty: an order has at least one line'),
  shipping_lines: list(shippingLine),
  discount_applications: list(discountApplication),
  total_price: maybe(amount),
  total_price_set: maybe(moneySet),
  current_total_price: maybe(amount),
  current_total_price_set: maybe(moneySet),
  total_tax: maybe(amount),
  total_tax_set: maybe(moneySet),
  total_discounts: maybe(amount),
  total_discounts_set: maybe(moneySet),
  total_tip_received: maybe(amount),
  original_total_duties_set: maybe(moneySet),
  original_total_additional_fees_set: maybe(moneySet),
  billing_address: maybe(address),
  shipping_address: maybe(address),
  customer: maybe(customer),
  refunds: list(refund),
  fulfillments: list(fulfillment),
});

export type OrderPayload = z.output<typeof orderPayload>;
export type LinePayload = z.output<typeof lineItem>;
export type ShippingPayload = z.output<typeof shippingLine>;
export type TaxPayload = z.output<typeof taxLine>;
export type AllocationPayload = z.output<typeof allocation>;
export type RefundLinePayload = z.output<typeof refundLine>;
export type AddressPayload = z.output<typeof address>;

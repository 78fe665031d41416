// Samples that the specs of this folder share, written by hand after https://shopify.dev/docs/api/webhooks/2026-04.

type Json = Record<string, unknown>;

export const set = (shop: string, presentment = shop, currencies = ['USD', 'USD']): Json => ({
  shop_money: { amount: shop, currency_code: currencies[0] },
  presentment_money: { amount: presentment, currency_code: currencies[1] },
});

/** Two mugs at 14.50 less 10%, 5.00 shipping, 19% tax on both: 37.01. */
export function aPayload(change: Json = {}): Json {
  return {
    id: 5500000000001,
    name: '#1001',
    created_at: '2026-11-20T23:30:00-05:00',
    updated_at: '2026-11-20T23:31:00-05:00',
    currency: 'USD',
    presentment_currency: 'USD',
    taxes_included: false,
    tags: 'vip, gift',
    source_name: 'web',
    customer_locale: 'en-US',
    email: 'ada@example.com',
    payment_gateway_names: ['shopify_payments', 'gift_card'],
    discount_applications: [{ type: 'discount_code', code: 'TEN' }],
    line_items: [aLine()],
    shipping_lines: [
      { id: 7, title: 'Standard', code: 'STD', price: '5.00', price_set: set('5.00'), tax_lines: [aTax('0.95')] },
    ],
    total_price_set: set('37.01'),
    total_tax_set: set('5.91'),
    total_discounts_set: set('2.90'),
    customer: { id: 11, first_name: 'Ada', last_name: 'Park' },
    shipping_address: {
      name: 'Ada Park',
      address1: '12 Harbour Street',
      city: 'Portland',
      zip: '04101',
      country_code: 'US',
    },
    ...change,
  };
}

export const aLine = (change: Json = {}): Json => ({
  id: 21,
  variant_id: 31,
  sku: 'MUG-ENAMEL',
  name: 'Enamel mug',
  quantity: 2,
  price: '14.50',
  price_set: set('14.50'),
  discount_allocations: [{ amount_set: set('2.90'), discount_application_index: 0 }],
  tax_lines: [aTax('4.96')],
  ...change,
});

export const aTax = (amount: string, presentment = amount, currencies = ['USD', 'USD']): Json => ({
  title: 'VAT',
  rate: 0.19,
  price_set: set(amount, presentment, currencies),
});

export const json = (payload: Json): string => JSON.stringify(payload);

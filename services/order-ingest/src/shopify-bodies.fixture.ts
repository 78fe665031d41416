import { createHmac } from 'node:crypto';

// Bodies of Shopify webhooks, as small as the connector takes them. https://shopify.dev/docs/api/webhooks/2026-04 (sample payloads)

const bytes = (document: unknown): Buffer => Buffer.from(JSON.stringify(document));

/** `orders/create`: two shirts, 19% contained. */
export const anOrder = (changed: Record<string, unknown> = {}): Buffer =>
  bytes({
    id: 5001,
    name: '#1001',
    created_at: '2026-11-21T10:00:00+01:00',
    updated_at: '2026-11-21T10:00:00+01:00',
    currency: 'EUR',
    presentment_currency: 'EUR',
    taxes_included: true,
    test: false,
    payment_gateway_names: ['stripe'],
    total_price: '23.80',
    total_tax: '3.80',
    customer: { id: 77, first_name: 'Ada', last_name: 'Lovelace', email: 'ada@example.com' },
    line_items: [
      {
        id: 6001,
        variant_id: 81,
        sku: 'TEE-BLACK-M',
        name: 'T-shirt',
        quantity: 2,
        price: '11.90',
        tax_lines: [{ title: 'VAT', rate: '0.19', price: '3.80' }],
      },
    ],
    ...changed,
  });

/** `order_transactions/create`: the sale of {@link anOrder}. */
export const aSale = (changed: Record<string, unknown> = {}): Buffer =>
  bytes({
    id: 7001,
    order_id: 5001,
    kind: 'sale',
    status: 'success',
    gateway: 'stripe',
    amount: '23.80',
    currency: 'EUR',
    authorization: 'ch_1',
    receipt: {},
    created_at: '2026-11-21T10:00:01+01:00',
    ...changed,
  });

/** `orders/cancelled`: {@link anOrder}, given up by the customer. */
export const aCancellation = (changed: Record<string, unknown> = {}): Buffer =>
  bytes({ id: 5001, cancelled_at: '2026-11-21T11:00:00+01:00', cancel_reason: 'customer', ...changed });

export const signatureOf = (body: Buffer, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('base64');

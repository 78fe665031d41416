export const text = { type: 'string' };
const amount = { type: 'string', description: 'Decimal text in the unit of the product.' };

/** What the checkout API answers, in the words of OpenAPI. */
export const components: Record<string, unknown> = {
  securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
  schemas: {
    Reservation: {
      type: 'object',
      required: ['orderReference', 'orderId', 'order', 'expiresAt', 'lines'],
      properties: {
        orderReference: text,
        orderId: text,
        order: { enum: ['open', 'created', 'cancelled'] },
        expiresAt: { type: ['string', 'null'], format: 'date-time' },
        lines: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              lineId: text,
              lineReference: text,
              productId: { type: ['string', 'null'] },
              sku: { type: ['string', 'null'] },
              unit: text,
              quantity: amount,
              reserved: amount,
              backordered: amount,
              state: text,
            },
          },
        },
      },
    },
    Availability: {
      type: 'object',
      required: ['asOf', 'items'],
      properties: {
        asOf: { type: 'string', format: 'date-time' },
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              sku: text,
              productId: { type: ['string', 'null'], description: 'Null: no product has this SKU.' },
              available: { type: 'integer', description: 'Whole units this channel may sell.' },
              unit: text,
            },
          },
        },
      },
    },
    Problem: {
      type: 'object',
      description: 'https://www.rfc-editor.org/rfc/rfc9457',
      required: ['type', 'title', 'status'],
      properties: {
        type: text,
        title: text,
        status: { type: 'integer' },
        detail: text,
        errors: {
          type: 'array',
          items: {
            type: 'object',
            properties: { pointer: text, type: text, detail: text, available: amount },
          },
        },
        traceId: text,
      },
    },
  },
};

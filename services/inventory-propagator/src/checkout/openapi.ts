import { z } from 'zod';
import { claimShape } from './claim-body.js';
import { components, text } from './openapi-components.js';

type Json = Record<string, unknown>;

const bodyOf = (shape: z.ZodType): Json => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input' });
  return schema;
};

const answer = (description: string, name: string): Json => ({
  description,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
});

const refused = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const always: Json = {
  401: refused('/problems/token: no bearer token of a channel.'),
  429: refused('/problems/too-many-requests: more than this channel may ask; Retry-After says when.'),
  503: refused('/problems/busy: not begun, or not known to be done; asking again with the same reference is safe.'),
};

const reference: Json = {
  name: 'orderReference',
  in: 'path',
  required: true,
  schema: { type: 'string' },
  description: "The channel's own id of the order to be, such as Shopify's order id.",
};

/** The checkout API: https://spec.openapis.org/oas/v3.1.1.html */
export const checkoutOpenApi: Json = {
  openapi: '3.1.1',
  info: {
    title: 'Checkout API of Penstock',
    version: '1',
    description:
      'Sets stock aside while a customer checks out, and says what a channel may sell. A reservation is named by the orderReference that the ' +
      'order will have at its channel: asking twice is one reservation, and the order, when it comes, confirms it.',
  },
  security: [{ bearer: [] }],
  paths: {
    '/reservations': {
      post: {
        operationId: 'reserve',
        summary: 'Sets stock aside, all of it at once or nothing.',
        requestBody: { required: true, content: { 'application/json': { schema: bodyOf(claimShape) } } },
        responses: {
          201: answer('Reserved; lines that got nothing are in `refused`.', 'Reservation'),
          200: answer('It had been reserved before: what it is now.', 'Reservation'),
          400: refused('/problems/not-json.'),
          409: refused(
            '/problems/insufficient-stock, inactive-product: nothing was reserved, `errors` says what there is. /problems/reservation-conflict, order-cancelled.',
          ),
          422: refused(
            '/problems/invalid-request, unknown-product, contested-product, unit-mismatch, quantity-not-allowed.',
          ),
          ...always,
        },
      },
    },
    '/reservations/{orderReference}': {
      get: {
        operationId: 'findReservation',
        summary: 'What is set aside under a reference.',
        parameters: [reference],
        responses: {
          200: answer('The reservation.', 'Reservation'),
          404: refused('/problems/no-such-reservation.'),
          ...always,
        },
      },
      delete: {
        operationId: 'release',
        summary: 'Gives back what is set aside; again and again with the same answer.',
        parameters: [reference],
        responses: {
          200: answer('What it is now.', 'Reservation'),
          404: refused('/problems/no-such-reservation.'),
          409: refused('/problems/order-created: cancel the order instead.'),
          ...always,
        },
      },
    },
    '/availability': {
      get: {
        operationId: 'availability',
        summary: 'What this channel may sell of products, by its rules.',
        parameters: [
          {
            name: 'sku',
            in: 'query',
            required: true,
            description: 'Up to 100.',
            schema: { type: 'array', items: text, minItems: 1, maxItems: 100 },
          },
        ],
        responses: {
          200: answer('In the order asked for.', 'Availability'),
          422: refused('/problems/invalid-request.'),
          ...always,
        },
      },
    },
  },
  components,
};

import type { AdminSection, UnitsOfWork } from '@penstock/messaging';
import { TRACE_UNITS, TraceController } from './trace.controller.js';

const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** What the admin API of the adapter answers besides. */
export const traceSection = (units: UnitsOfWork): AdminSection => ({
  controllers: [TraceController],
  providers: [{ provide: TRACE_UNITS, useValue: units }],
  paths: {
    '/v1/trace': {
      get: {
        operationId: 'trace',
        summary:
          'The whole story of the orders, counts and stock moves that a name leads to: what was asked, what Odoo made of it, what was said.',
        parameters: [
          {
            name: 'id',
            in: 'query',
            required: true,
            description:
              'Order id of the channel, order number, canonical id, name in Odoo (S00042, WH/OUT/00042), record (sale.order,42, ' +
              'stock.move,9), external id, reference of a count, or event id.',
            schema: { type: 'string', minLength: 1, maxLength: 300 },
          },
        ],
        responses: {
          200: {
            description:
              '`stories` of orders and `stock` for counts and moves of none, the newest first, and `more` where there are older ones.',
            content: { 'application/json': { schema: { type: 'object' } } },
          },
          400: problemAnswer('The request is not understood.'),
          401: problemAnswer('No token, or none of this service.'),
          404: problemAnswer('Nothing of this name is known here.'),
          503: problemAnswer('The database is in trouble; asking again is safe.'),
        },
      },
    },
  },
});

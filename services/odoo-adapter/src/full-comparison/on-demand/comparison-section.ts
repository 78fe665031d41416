import type { AdminSection, UnitsOfWork } from '@penstock/messaging';
import { ComparisonController } from './comparison.controller.js';
import { Comparisons } from './comparisons.js';

const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
const state = (description: string) => ({
  description,
  content: { 'application/json': { schema: { type: 'object' } } },
});
const refusals = {
  401: problemAnswer('No token, or none of this service.'),
  503: problemAnswer('The database is in trouble; asking again is safe.'),
};

/** What the admin API answers about comparisons of everything with Odoo. */
export const comparisonSection = (units: UnitsOfWork): AdminSection => ({
  controllers: [ComparisonController],
  providers: [{ provide: Comparisons, useValue: new Comparisons(units) }],
  paths: {
    '/v1/full-comparison': {
      post: {
        operationId: 'askForComparison',
        summary: 'Compares everything with Odoo as soon as it can, and reports all levels of stock: actor.',
        requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
        responses: {
          202: state('It will be: `askedAt`, `comparedAt`, `done`.'),
          ...refusals,
          400: problemAnswer('The request is not understood.'),
        },
      },
      get: {
        operationId: 'showComparison',
        summary: 'When everything was compared last, and whether what was asked for is through.',
        responses: { 200: state('`askedAt`, `comparedAt`, `done`.'), ...refusals },
      },
    },
  },
});

import type { AdminSection, UnitsOfWork } from '@penstock/messaging';
import { answer, problemAnswer, refusals } from '../admin-answers.js';
import type { ChannelBuffers } from '../listings/listed.js';
import { LISTING_BUFFERS, LISTING_UNITS, ListingsController, MOST_ROWS } from './listings.controller.js';

const text = (name: string, description: string, required = false) => ({
  ...{ name, in: 'query', required, description, schema: { type: 'string' } },
});
const body = { required: true, content: { 'application/json': { schema: { type: 'object' } } } };

/** What the admin API answers about listings. */
export const listingsSection = (units: UnitsOfWork, buffers: ChannelBuffers): AdminSection => ({
  controllers: [ListingsController],
  providers: [
    { provide: LISTING_UNITS, useValue: units },
    { provide: LISTING_BUFFERS, useValue: buffers },
  ],
  paths: {
    '/v1/listings': {
      get: {
        operationId: 'listListings',
        summary: 'Listings of the channels, which product each stands for, and what is wrong with it.',
        parameters: [
          text('destination', 'Channel, such as shopify:demo-shop.'),
          text('sku', 'Only those of this SKU.'),
          text('state', 'all (default), mapped, problem, deleted.'),
          text('limit', '1 to 1000; default 100.'),
          text('after', '`next` of the page before.'),
        ],
        responses: { 200: answer('`items`, and `next` where there are more.'), ...refusals },
      },
    },
    '/v1/listings/decisions': {
      get: {
        operationId: 'listListingDecisions',
        summary: 'What people decided about a listing, the latest first.',
        parameters: [text('destination', 'Channel.', true), text('ref', 'What the channel calls it.', true)],
        responses: { 200: answer('`items`'), ...refusals },
      },
      post: {
        operationId: 'decideListing',
        summary:
          'Which product a listing stands for, by a person: destination, ref, sku (null takes it back), ended (the channel has it no more), actor, reason.',
        requestBody: body,
        responses: {
          200: answer('What counts now, and what did before.'),
          ...refusals,
          422: problemAnswer('The channel or the SKU is unknown.'),
        },
      },
    },
    '/v1/listings/imports': {
      post: {
        operationId: 'importListings',
        summary: `At most ${MOST_ROWS} rows of a file: importId, file, actor, reason, rows of line, destination, ref, sku, barcode, title. Good rows are taken.`,
        requestBody: body,
        responses: { 200: answer('`taken`, `unchanged`, and `refused` with line, problem and remedy.'), ...refusals },
      },
    },
  },
});

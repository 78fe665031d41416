import type { AdminSection, UnitsOfWork } from '@penstock/messaging';
import { answer, problemAnswer } from '../../admin-answers.js';
import { ResyncController } from './resync.controller.js';
import { Resyncs } from './resyncs.js';

const refusals = {
  401: problemAnswer('No token, or none of this service.'),
  404: problemAnswer('There is no such channel, or there was no resync of it.'),
  503: problemAnswer('The database is in trouble; asking again is safe.'),
};
const parameters = [
  {
    ...{ name: 'destination', in: 'path', required: true, schema: { type: 'string' } },
    description: 'The channel with its kind, such as `shopify:demo-shop`.',
  },
];
const body = { required: true, content: { 'application/json': { schema: { type: 'object' } } } };

/** What the admin API answers about resyncs. */
export const resyncSection = (
  units: UnitsOfWork,
  channels: readonly { readonly destination: string }[],
): AdminSection => ({
  controllers: [ResyncController],
  providers: [
    {
      provide: Resyncs,
      useValue: new Resyncs(
        units,
        channels.map(({ destination }) => destination),
      ),
    },
  ],
  paths: {
    '/v1/channels/{destination}/resync': {
      post: {
        operationId: 'startResync',
        summary: 'Tells a channel all its listings again, after whatever changes meanwhile: actor, reason.',
        parameters,
        requestBody: body,
        responses: {
          202: answer('It has begun: `total`, `told`, `refused`, `state`, `expectedEnd`.'),
          ...refusals,
          400: problemAnswer('The request is not understood.'),
          409: problemAnswer('One is running.'),
        },
      },
      get: {
        operationId: 'showResync',
        summary: 'How far the last resync of a channel is.',
        parameters,
        responses: { 200: answer('Its progress.'), ...refusals },
      },
    },
    '/v1/channels/{destination}/resync/cancel': {
      post: {
        operationId: 'cancelResync',
        summary: 'Ends the running resync of a channel; some thousand listings that wait are told all the same.',
        parameters,
        responses: { 200: answer('Where it ended.'), ...refusals, 409: problemAnswer('None is running.') },
      },
    },
  },
});

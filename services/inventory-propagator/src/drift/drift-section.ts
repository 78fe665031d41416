import type { AdminSection, UnitsOfWork } from '@penstock/messaging';
import { answer, problemAnswer, refusals } from '../admin-answers.js';
import { type ComparedChannels, DRIFT_CHANNELS, DRIFT_UNITS, DriftController } from './drift.controller.js';

const parameter = (name: string, description: string) => ({
  ...{ name, in: 'query', required: false, description, schema: { type: 'string' } },
});

/** What the admin API answers about differences of stock. */
export const driftSection = (units: UnitsOfWork, channels: ComparedChannels): AdminSection => ({
  controllers: [DriftController],
  providers: [
    { provide: DRIFT_UNITS, useValue: units },
    { provide: DRIFT_CHANNELS, useValue: channels },
  ],
  paths: {
    '/v1/drift': {
      get: {
        operationId: 'driftReport',
        summary: 'Where Odoo, the ledger and the channels differ, by cause and value at risk.',
        parameters: [
          parameter('place', 'A channel or a location.'),
          parameter('limit', '1 to 1000 differences; default 100.'),
        ],
        responses: { 200: answer('`runs`, `unreadable`, `causes`, and `drifts`, the dearest first.'), ...refusals },
      },
    },
    '/v1/drift/runs': {
      get: {
        operationId: 'listDriftRuns',
        summary: 'Comparisons of channels, the latest first, with their progress.',
        parameters: [parameter('destination', 'A channel.'), parameter('limit', '1 to 1000; default 100.')],
        responses: { 200: answer('`items`'), ...refusals },
      },
      post: {
        operationId: 'askForDriftRun',
        summary:
          'Compares a channel now, or all: destination, actor, reason. One that is under way is not begun again.',
        requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
        responses: {
          202: answer('`runIds` of what is under way now.'),
          ...refusals,
          422: problemAnswer('The channel is unknown, or cannot be read.'),
        },
      },
    },
  },
});

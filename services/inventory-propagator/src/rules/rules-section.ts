import type { AdminSection, UnitsOfWork } from '@penstock/messaging';
import { answer, problemAnswer, refusals } from '../admin-answers.js';
import { RULES_CHANNELS, RULES_UNITS, RulesController } from './rules.controller.js';

const decided = {
  200: answer('`version` that is in force, `changed`, and `warnings`.'),
  ...refusals,
  409: problemAnswer('Another version is in force than `ifVersion` says.'),
  422: problemAnswer('The rules are not usable: `errors` names every wrong member.'),
};
const body = { required: true, content: { 'application/json': { schema: { type: 'object' } } } };
const parameter = (where: 'query' | 'path', name: string, description: string) => ({
  ...{ name, in: where, required: where === 'path', description },
  schema: { type: 'integer', minimum: 1 },
});

/** What the admin API answers about rules. @param channels those that rules may name */
export const rulesSection = (units: UnitsOfWork, channels: readonly { readonly name: string }[]): AdminSection => ({
  controllers: [RulesController],
  providers: [
    { provide: RULES_UNITS, useValue: units },
    { provide: RULES_CHANNELS, useValue: channels.map(({ name }) => name) },
  ],
  paths: {
    '/v1/availability-rules': {
      get: {
        operationId: 'showRules',
        summary: 'The rules of what is available to sell, and how many listings still follow older ones.',
        responses: { 200: answer('`inForce` (null before the first) and `progress`.'), ...refusals },
      },
      put: {
        operationId: 'setRules',
        summary:
          'Sets the rules: document (YAML or JSON), actor, reason, ifVersion. They count at once, listings follow in slices.',
        requestBody: body,
        responses: decided,
      },
    },
    '/v1/availability-rules/preview': {
      post: {
        operationId: 'previewRules',
        summary: 'What a document would change, some products at a time: document, after, products. Changes nothing.',
        requestBody: body,
        responses: { ...decided, 200: answer('`channels` in figures, the `largest` changes, `warnings`, `next`.') },
      },
    },
    '/v1/availability-rules/history': {
      get: {
        operationId: 'listRuleVersions',
        summary: 'Every version there was, the newest first: who set it, when and why.',
        parameters: [
          parameter('query', 'limit', '1 to 500; default 20.'),
          parameter('query', 'before', '`next` of the page before.'),
        ],
        responses: { 200: answer('`items`, and `next` where there are more.'), ...refusals },
      },
    },
    '/v1/availability-rules/history/{version}': {
      get: {
        operationId: 'showRuleVersion',
        summary: 'One version with its document, as it was written.',
        parameters: [parameter('path', 'version', 'Its number.')],
        responses: { 200: answer('The version.'), ...refusals, 404: problemAnswer('There is no such version.') },
      },
    },
    '/v1/availability-rules/rollback': {
      post: {
        operationId: 'rollBackRules',
        summary: 'Sets the document of an earlier version again, as a new one: version, actor, reason, ifVersion.',
        requestBody: body,
        responses: { ...decided, 404: problemAnswer('There is no such version.') },
      },
    },
  },
});

import { z } from 'zod';
import { actionsShape, decisionShape, discardAllShape, listShape, replayAllShape, showShape } from './shapes.js';

type Json = Record<string, unknown>;

const schemaOf = (shape: z.ZodType): Json => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input' });
  return schema;
};

/** A query's fields as parameters. */
const inQuery = (shape: z.ZodObject): Json[] =>
  Object.entries(shape.shape as Record<string, z.ZodType>).map(([name, field]) => ({
    name,
    in: 'query',
    required: false,
    description: field.description ?? '',
    schema: schemaOf(field),
  }));

const POSITION = ['topic', 'partition', 'offset'].map((name) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
}));

const problemAnswer = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const answers = (description: string): Json => ({
  200: { description, content: { 'application/json': { schema: { type: 'object' } } } },
  400: problemAnswer('The request is not understood; `errors` names the fields.'),
  401: problemAnswer('No token, or none of this service.'),
  403: problemAnswer('The token may look, but not decide.'),
  503: problemAnswer('Database or registry are in trouble; asking again is safe.'),
});

const body = (shape: z.ZodType): Json => ({
  required: true,
  content: { 'application/json': { schema: schemaOf(shape) } },
});

/**
 * The admin API of one service: https://spec.openapis.org/oas/v3.1.1.html
 * @param paths what the service adds
 */
export const openApiOf = (service: string, paths: Json = {}): Json => ({
  openapi: '3.1.1',
  info: {
    title: `Admin API of ${service}`,
    version: '1',
    description:
      'Messages that failed and were set aside: look at them, replay them, discard them. An id is <topic>/<partition>/<offset>. ' +
      'Nothing is applied twice, however often it is asked for.',
  },
  security: [{ bearer: [] }],
  paths: {
    '/v1/dead-letters': {
      get: {
        operationId: 'listDeadLetters',
        summary: 'Messages that a filter finds, in the order in which they stood.',
        parameters: inQuery(listShape),
        responses: answers('A page: `items`, and `next` or null.'),
      },
    },
    '/v1/dead-letters/{topic}/{partition}/{offset}': {
      get: {
        operationId: 'showDeadLetter',
        summary: 'One message with its error, stack, headers, event or bytes, and what was decided about it.',
        parameters: [...POSITION, ...inQuery(showShape)],
        responses: { ...answers('The message.'), 404: problemAnswer('Nothing of this position is set aside.') },
      },
    },
    '/v1/dead-letters/{topic}/{partition}/{offset}/replay': {
      post: {
        operationId: 'replayDeadLetter',
        summary: 'Tries one message again, or says what would happen.',
        parameters: POSITION,
        requestBody: body(decisionShape),
        responses: answers('What became of it: done, skipped, repeated, failed, blocked or gone.'),
      },
    },
    '/v1/dead-letters/{topic}/{partition}/{offset}/discard': {
      post: {
        operationId: 'discardDeadLetter',
        summary: 'Sets one message aside for good; its followers go on.',
        parameters: POSITION,
        requestBody: body(decisionShape),
        responses: answers('discarded or gone.'),
      },
    },
    '/v1/replays': {
      post: {
        operationId: 'replayDeadLetters',
        summary:
          'Tries what a filter finds again, in order, at a rate. An answer covers at most `limit` messages and about 15 seconds.',
        requestBody: body(replayAllShape),
        responses: answers('What became of each, and `next`: ask again with it as `after` until it is null.'),
      },
    },
    '/v1/discards': {
      post: {
        operationId: 'discardDeadLetters',
        summary: 'Sets what a filter finds aside for good.',
        requestBody: body(discardAllShape),
        responses: answers('What became of each, and `next`.'),
      },
    },
    '/v1/operator-actions': {
      get: {
        operationId: 'listOperatorActions',
        summary: 'Who decided what and why, newest first.',
        parameters: inQuery(actionsShape),
        responses: answers('A page: `items`, and `next` or null.'),
      },
    },
    ...paths,
  },
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Problem: {
        type: 'object',
        description: 'https://www.rfc-editor.org/rfc/rfc9457',
        required: ['type', 'title', 'status'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              required: ['detail'],
              properties: { detail: { type: 'string' }, pointer: { type: 'string' } },
            },
          },
          traceId: { type: 'string' },
        },
      },
    },
  },
});

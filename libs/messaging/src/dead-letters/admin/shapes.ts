import { problem } from '@penstock/http';
import { z } from 'zod';

/** What callers may send: the source of both the checks and the OpenAPI document. */

const instant = z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time with an offset' });

export const filterShape = z.strictObject({
  state: z.enum(['dead', 'waiting', 'discarded', 'all']).optional().describe('Default: dead.'),
  topic: z.string().min(1).optional(),
  key: z.string().min(1).optional().describe('Key of the message: the aggregate it belongs to.'),
  eventType: z.string().min(1).optional().describe('Full name of the event, or its last part.'),
  errorCode: z.string().min(1).optional(),
  from: instant.optional().describe('Set aside at this time or later.'),
  to: instant.optional().describe('Set aside before this time.'),
});

const position = z.string().regex(/^[\w.-]+\/\d{1,9}\/\d{1,18}$/, 'must be <topic>/<partition>/<offset>');

export const listShape = filterShape.extend({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: position.optional().describe('`next` of the page before.'),
});

export const actionsShape = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .describe('`next` of the page before.'),
});

const actor = z.string().trim().min(1).max(200).describe('Who decides.');
const reason = z.string().trim().min(1).max(1000).describe('Why; kept for good.');

export const showShape = z.strictObject({
  personal: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Shows personal data; recorded, so actor and reason are needed.'),
  actor: actor.optional(),
  reason: reason.optional(),
});

export const decisionShape = z.discriminatedUnion('preview', [
  z.strictObject({ preview: z.literal(true).describe('Say what would happen, and change nothing.') }),
  z.strictObject({ preview: z.literal(false), actor, reason }),
]);

const selection = {
  filter: filterShape,
  limit: z.number().int().min(1).max(500).default(100).describe('Most messages in this answer.'),
  after: position.optional().describe('`next` of the answer before.'),
};
const rate = z.number().min(0.1).max(1000).optional().describe('Messages a second.');

export const replayAllShape = z.discriminatedUnion('preview', [
  z.strictObject({ preview: z.literal(true), ...selection, rate }),
  z.strictObject({ preview: z.literal(false), ...selection, rate, actor, reason }),
]);

export const discardAllShape = z.discriminatedUnion('preview', [
  z.strictObject({ preview: z.literal(true), ...selection }),
  z.strictObject({ preview: z.literal(false), ...selection, actor, reason }),
]);

/** @throws Problem 400 naming every field that is wrong */
export function parse<T>(shape: z.ZodType<T>, value: unknown): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, detail: message }));
  throw problem(400, { title: 'The request is not understood', errors });
}

/** @throws Problem 400 when the body is no JSON or not of the shape */
export function parseBody<T>(shape: z.ZodType<T>, body: Buffer | undefined): T {
  return parse(shape, jsonOf(body));
}

function jsonOf(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '');
  } catch {
    throw problem(400, { title: 'The request is not understood', detail: 'The body is not JSON.' });
  }
}

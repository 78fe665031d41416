import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Account } from './account.js';
import { chargeInput, payoutInput, refundInput } from './inputs.js';

const query = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  starting_after: z.string().optional(),
  payout: z.string().optional(),
  'created[gte]': z.coerce.number().optional(),
  'expand[]': z.union([z.string(), z.array(z.string())]).optional(),
});

class StripeError extends Error {
  constructor(
    readonly status: number,
    readonly code: string | null,
    message: string,
  ) {
    super(message);
  }
}

/** https://docs.stripe.com/api/errors */
const errorJson = (error: StripeError) => ({
  error: { type: 'invalid_request_error', code: error.code, message: error.message },
});

/** The lists that a settlement reads. https://docs.stripe.com/api/pagination */
export function serveApi(app: FastifyInstance, account: Account, secretKey: string): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.url.startsWith('/_standin') || request.headers.authorization === `Bearer ${secretKey}`) return;
    await reply.code(401).send(errorJson(new StripeError(401, null, 'Invalid API Key provided')));
  });
  const answer =
    (list: (request: FastifyRequest) => object) => async (request: FastifyRequest, reply: FastifyReply) => {
      try {
        return list(request);
      } catch (error) {
        if (error instanceof StripeError) return reply.code(error.status).send(errorJson(error));
        throw error;
      }
    };

  app.get('/v1/payouts', answer((request) => {
    const { 'created[gte]': since = 0, ...page } = query.parse(request.query);
    return pageOf('/v1/payouts', account.payouts().filter(({ created }) => created >= since), page);
  })); // prettier-ignore

  app.get('/v1/balance_transactions', answer((request) => {
    const { payout, 'expand[]': expand, ...page } = query.parse(request.query);
    if (payout !== undefined && !account.payouts().some(({ id, automatic }) => id === payout && automatic)) {
      throw new StripeError(400, 'resource_missing', `No such automatic payout: '${payout}'`);
    }
    const lines = account.lines().filter(({ payoutId }) => payout === undefined || payoutId === payout);
    const expanded = [expand].flat().includes('data.source');
    const items = lines.map(({ line }) => (expanded && line.source !== null ? { ...line, source: account.source(line.source) ?? line.source } : line));
    return pageOf('/v1/balance_transactions', items, page);
  })); // prettier-ignore
}

/** Newest first. */
function pageOf(
  url: string,
  oldestFirst: readonly { readonly id: string }[],
  page: { limit: number; starting_after?: string | undefined },
) {
  const items = [...oldestFirst].reverse();
  const { starting_after: after, limit } = page;
  const at = after === undefined ? -1 : items.findIndex(({ id }) => id === after);
  if (after !== undefined && at < 0) throw new StripeError(400, 'resource_missing', `No such object: '${after}'`);
  const data = items.slice(at + 1, at + 1 + limit);
  return { object: 'list', url, has_more: at + 1 + limit < items.length, data };
}

/** What tests and the demo do: customers pay, merchants refund, the day's balance is paid out. */
export function serveAdmin(app: FastifyInstance, account: Account): void {
  const json = (body: unknown): unknown => JSON.parse(typeof body === 'string' && body !== '' ? body : '{}');
  const NOTHING = { message: 'there is nothing to do it with: no such charge, or no line left to pay out' };

  app.post('/_standin/charges', async (request, reply) => {
    const input = chargeInput.safeParse(json(request.body));
    return input.success
      ? reply.code(201).send(account.charge(input.data))
      : reply.code(400).send({ message: input.error.message });
  });
  app.post('/_standin/refunds', async (request, reply) => {
    const input = refundInput.safeParse(json(request.body));
    if (!input.success) return reply.code(400).send({ message: input.error.message });
    const refund = account.refund(input.data);
    return reply.code(refund ? 201 : 404).send(refund ?? NOTHING);
  });
  app.post('/_standin/payouts', async (request, reply) => {
    const input = payoutInput.safeParse(json(request.body));
    if (!input.success) return reply.code(400).send({ message: input.error.message });
    const payout = account.payOut(input.data);
    return reply.code(payout ? 201 : 404).send(payout ?? NOTHING);
  });
  app.get('/_standin/payouts', async () => account.payouts());
  app.get('/_standin/balance_transactions', async () => account.lines());
}

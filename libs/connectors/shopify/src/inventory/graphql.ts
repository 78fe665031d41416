import type { HttpClient } from '@penstock/http';
import { parse, stringify } from 'lossless-json';
import { z } from 'zod';
import type { CostBudget } from './cost-budget.js';
import type { Denied } from './outcome.js';

/** The version this connector is written against; quarterly, each supported for a year. */
export const API_VERSION = '2026-04';

/** An answer that no rule of the API explains. The call's effect is unknown. */
export class ShopifyAnswerNotUnderstood extends Error {
  override readonly name = 'ShopifyAnswerNotUnderstood';
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`Shopify answered ${status} with a body that is no GraphQL answer: ${body.slice(0, 200)}`);
  }
}

const throttleStatus = z.object({
  maximumAvailable: z.number(),
  currentlyAvailable: z.number(),
  restoreRate: z.number(),
});

const answer = z.object({
  data: z.unknown().optional(), // a throttled answer has none
  errors: z
    .union([
      z.string(),
      z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() })),
    ])
    .optional(),
  extensions: z.object({ cost: z.object({ requestedQueryCost: z.number(), throttleStatus }).optional() }).optional(),
});

export type GraphqlAnswer =
  | { readonly kind: 'data'; readonly data: unknown }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | Denied;

/** What is sent, and what it is to the budget. */
export interface GraphqlCall {
  readonly query: string;
  readonly variables: object;
  /** Such as `SetAvailable 250`: the same always costs the same. */
  readonly operation: string;
  /** Cost points, as far as one knows before it was ever sent. */
  readonly guess: number;
}

/** Costs and quantities are small numbers, never money: plain numbers do. */
const plainNumbers = (text: string): unknown => Number(text);

/**
 * Sends one GraphQL operation, unless the shop is known to have no points left for it.
 * Rate limits: https://shopify.dev/docs/api/usage/limits (a bucket of cost points; a throttled answer has status 200 and an error with
 * the code THROTTLED). Status codes: https://shopify.dev/docs/api/admin-graphql/latest#status-and-error-codes
 *
 * @throws {HttpUnavailable} when it was not sent
 * @throws {HttpAmbiguous} when it may have been applied
 * @throws {ShopifyAnswerNotUnderstood} on a 5xx or an answer that is no GraphQL: it may have been applied
 */
export async function sendGraphql(
  client: HttpClient,
  { query, variables, operation, guess }: GraphqlCall,
  budget: CostBudget,
): Promise<GraphqlAnswer> {
  const wait = budget.take(operation, guess);
  if (wait > 0) return { kind: 'throttled', retryAfterMs: wait };
  const body = stringify({ query, variables }) ?? '';
  const response = await client.post(`/admin/api/${API_VERSION}/graphql.json`, body, {
    headers: { 'content-type': 'application/json', accept: 'application/json' },
  });
  if (response.status === 429) {
    const seconds = Number(response.headers['retry-after'] ?? '1');
    return { kind: 'throttled', retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : 1000 };
  }
  if (response.status >= 400 && response.status < 500) {
    const kind = DENIED.has(response.status) ? 'denied' : 'refused';
    return { kind, code: `HTTP_${response.status}`, message: response.body.slice(0, 500) };
  }
  const result = answer.safeParse(readBody(response.status, response.body));
  if (!result.success) throw new ShopifyAnswerNotUnderstood(response.status, response.body);
  if (result.data.extensions?.cost) budget.reported(operation, result.data.extensions.cost);
  return understood(result.data);
}

/** A wrong token or scope, a shop that is frozen, closed or locked: https://shopify.dev/docs/api/usage/response-codes */
const DENIED = new Set([401, 402, 403, 404, 423]);

function readBody(status: number, body: string): unknown {
  try {
    return parse(body, undefined, plainNumbers);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ShopifyAnswerNotUnderstood(status, body);
    throw error;
  }
}

function understood({ data, errors, extensions }: z.output<typeof answer>): GraphqlAnswer {
  const [first] = typeof errors === 'string' ? [{ message: errors, extensions: undefined }] : (errors ?? []);
  if (!first) return { kind: 'data', data };
  const code = first.extensions?.code ?? 'GRAPHQL_ERROR';
  if (code === 'ACCESS_DENIED') return { kind: 'denied', code, message: first.message };
  if (code !== 'THROTTLED') return { kind: 'refused', code, message: first.message };
  const cost = extensions?.cost;
  const missing = cost ? cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable : 0;
  const seconds = cost && cost.throttleStatus.restoreRate > 0 ? missing / cost.throttleStatus.restoreRate : 1;
  return { kind: 'throttled', retryAfterMs: Math.max(100, Math.ceil(seconds * 1000)) };
}

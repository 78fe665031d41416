import type { HttpClient } from '@penstock/http';
import { parse, stringify } from 'lossless-json';
import { z } from 'zod';

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

const throttleStatus = z.object({ currentlyAvailable: z.number(), restoreRate: z.number() });

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
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** Costs and quantities are small numbers, never money: plain numbers do. */
const plainNumbers = (text: string): unknown => Number(text);

/**
 * Sends one GraphQL operation.
 * Rate limits: https://shopify.dev/docs/api/usage/limits (a bucket of cost points; a throttled answer has status 200 and an error with
 * the code THROTTLED). Status codes: https://shopify.dev/docs/api/admin-graphql/latest#status-and-error-codes
 *
 * @throws {HttpUnavailable} when it was not sent
 * @throws {HttpAmbiguous} when it may have been applied
 * @throws {ShopifyAnswerNotUnderstood} on a 5xx or an answer that is no GraphQL: it may have been applied
 */
export async function sendGraphql(client: HttpClient, query: string, variables: object): Promise<GraphqlAnswer> {
  const body = stringify({ query, variables }) ?? '';
  const response = await client.post(`/admin/api/${API_VERSION}/graphql.json`, body, {
    headers: { 'content-type': 'application/json', accept: 'application/json' },
  });
  if (response.status === 429) {
    const seconds = Number(response.headers['retry-after'] ?? '1');
    return { kind: 'throttled', retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : 1000 };
  }
  if (response.status >= 400 && response.status < 500) {
    return { kind: 'refused', code: `HTTP_${response.status}`, message: response.body.slice(0, 500) };
  }
  const result = answer.safeParse(readBody(response.status, response.body));
  if (!result.success) throw new ShopifyAnswerNotUnderstood(response.status, response.body);
  return understood(result.data);
}

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
  if (code !== 'THROTTLED') return { kind: 'refused', code, message: first.message };
  const cost = extensions?.cost;
  const missing = cost ? cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable : 0;
  const seconds = cost && cost.throttleStatus.restoreRate > 0 ? missing / cost.throttleStatus.restoreRate : 1;
  return { kind: 'throttled', retryAfterMs: Math.max(100, Math.ceil(seconds * 1000)) };
}

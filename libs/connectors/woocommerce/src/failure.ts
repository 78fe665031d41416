import type { HttpResponse } from '@penstock/http';
import { readRefusal } from './batch-answer.js';
import { PRODUCTS } from './by-path.js';
import { type StockOutcome, WooCommerceAnswerNotUnderstood } from './outcome.js';

/** Where the host does not say how long to wait. */
const DEFAULT_WAIT_SECONDS = 5;

/**
 * What an answer to a call about this path says of the whole of it; undefined where each product has an answer of its own.
 * @throws {WooCommerceAnswerNotUnderstood} on a 5xx: some may be applied
 */
export function failureOf(
  response: HttpResponse,
  path: string,
): Exclude<StockOutcome, { kind: 'accepted' }> | undefined {
  const { status, headers, body } = response;
  if (status === 429) {
    const seconds = Number(headers['retry-after'] ?? DEFAULT_WAIT_SECONDS);
    return { kind: 'throttled', retryAfterMs: (Number.isFinite(seconds) ? seconds : DEFAULT_WAIT_SECONDS) * 1000 };
  }
  if (status >= 500) throw new WooCommerceAnswerNotUnderstood(status, body);
  if (status < 400) return undefined;
  const refusal = readRefusal(status, body);
  // The parent is gone, and its variations with it: nothing is wrong with the shop.
  return status === 404 && path !== PRODUCTS ? { ...refusal, kind: 'refused' } : refusal;
}

import type { HttpResponse } from '@penstock/http';
import { z } from 'zod';
import { AmazonAnswerNotUnderstood, type Denied, type Refused, type Throttled } from './outcome.js';
import { readJson } from './read-json.js';

const errors = z.object({ errors: z.array(z.object({ code: z.string(), message: z.string() })).min(1) });

/**
 * Where Amazon does not say what it allows: https://developer-docs.amazon.com/sp-api/docs/listings-items-api-rate-limits. It lets five pass
 * at once; one fewer leaves room for calls that the network brings closer together.
 */
export const DEFAULT_RATE = { ratePerSecond: 5, burst: 4 } as const;

/**
 * What one operation is allowed a second, as each answer says it. It differs between accounts, and changes.
 * https://developer-docs.amazon.com/sp-api/docs/usage-plans-and-rate-limits#how-to-find-your-usage-plan
 * @returns undefined where the answer does not say
 */
export function allowedRate({ headers }: HttpResponse): number | undefined {
  const rate = Number(headers['x-amzn-ratelimit-limit']);
  return rate > 0 ? rate : undefined;
}

/**
 * What an answer other than 200 means: https://developer-docs.amazon.com/sp-api/docs/sp-api-errors
 * @throws {AmazonAnswerNotUnderstood} on a 5xx: it may have been applied
 */
export function failureOf(response: HttpResponse): Refused | Throttled | Denied {
  const { status, headers, body } = response;
  if (status === 429 || status === 503) {
    // Amazon sends no Retry-After of its own: the next token comes after a second's part.
    const seconds = Number(headers['retry-after'] ?? 1 / (allowedRate(response) ?? DEFAULT_RATE.ratePerSecond));
    return { kind: 'throttled', retryAfterMs: Number.isFinite(seconds) ? Math.ceil(seconds * 1000) : 1000 };
  }
  if (status < 400 || status >= 500) throw new AmazonAnswerNotUnderstood(status, body);
  const [first] = readJson(errors, status, body).errors;
  const { code, message } = first ?? { code: `HTTP_${status}`, message: body.slice(0, 200) };
  return { kind: status === 401 || status === 403 ? 'denied' : 'refused', code, message };
}

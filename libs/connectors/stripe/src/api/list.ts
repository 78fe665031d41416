import type { HttpClient, HttpResponse } from '@penstock/http';
import { z } from 'zod';
import { readJson } from './read-json.js';

export type ListOutcome<T> =
  /** Every page, newest first. */
  | { readonly kind: 'listed'; readonly items: readonly T[] }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  /** A wrong key, parameter or object; `malformed` when an object is not as the API documents it, with the field named. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** Stripe failed (5xx). Reading changes nothing: ask again. */
export class StripeFailed extends Error {
  override readonly name = 'StripeFailed';
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`Stripe answered ${status}: ${body.slice(0, 200)}`);
  }
}

const PAGE = 100; // the most that Stripe gives at once

/**
 * Reads all pages of a list. https://docs.stripe.com/api/pagination
 *
 * @param query parameters beside `limit` and `starting_after`
 * @throws {HttpUnavailable | HttpAmbiguous | StripeFailed}
 */
export async function listAll<T extends { readonly id: string }>(
  client: HttpClient,
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
  item: z.ZodType<T>,
  startingAfter?: string,
): Promise<ListOutcome<T>> {
  const page = z.object({ object: z.literal('list'), data: z.array(item), has_more: z.boolean() });
  const items: T[] = [];
  for (let after = startingAfter; ;) {
    const response = await client.get(path, { query: { ...query, limit: PAGE, starting_after: after } });
    const failed = failureOf(response);
    if (failed) return failed;
    const read = readJson(response.body, page);
    if (!read.ok)
      return { kind: 'refused', code: 'malformed', message: read.problems.map(({ message }) => message).join('; ') };
    items.push(...read.value.data);
    after = read.value.data.at(-1)?.id;
    if (!read.value.has_more || after === undefined) return { kind: 'listed', items };
  }
}

const errorBody = z.object({
  error: z.object({ type: z.string(), code: z.string().nullish(), message: z.string().nullish() }),
});

/** https://docs.stripe.com/api/errors, https://docs.stripe.com/rate-limits */
function failureOf(response: HttpResponse): Exclude<ListOutcome<never>, { kind: 'listed' }> | undefined {
  if (response.status < 400) return undefined;
  if (response.status === 429) return { kind: 'throttled', retryAfterMs: 1000 };
  if (response.status >= 500) throw new StripeFailed(response.status, response.body);
  const read = readJson(response.body, errorBody);
  if (!read.ok) return { kind: 'refused', code: `http_${response.status}`, message: response.body.slice(0, 200) };
  const { type, code, message } = read.value.error;
  return { kind: 'refused', code: code ?? type, message: message ?? type };
}

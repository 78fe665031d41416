import type { HttpResponse } from './client-options.js';

/** Nobody is taken at his word for longer: a wrong date must not stop calls for days. */
const LONGEST_MS = 3_600_000;

/**
 * How long an answer asks to wait before the next request: `Retry-After` of a 429 or 503, in seconds or as a date.
 * https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 * @returns milliseconds, at most an hour; undefined where the answer asks for nothing
 */
export function retryAfterOf({ status, headers }: HttpResponse, now: number = Date.now()): number | undefined {
  const asked = headers['retry-after']?.trim();
  if ((status !== 429 && status !== 503) || asked === undefined) return undefined;
  const millis = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - now;
  return Number.isNaN(millis) ? undefined : Math.min(LONGEST_MS, Math.max(0, millis));
}

import type { HttpResponse } from '@penstock/http';
import { z } from 'zod';
import { errorOf, pythonError } from './classify-error.js';
import { parseJson } from './json.js';
import { unreadable } from './unreadable.js';

/** `error.code` is left out on purpose: it is 200 on 18 and 0 on 19 for the same error. */
const answer = z.object({
  jsonrpc: z.literal('2.0'),
  result: z.unknown().optional(),
  error: z.object({ message: z.string().optional(), data: pythonError.optional() }).optional(),
});

/**
 * The result of a JSON-RPC call. A method that returns nothing gives no `result` at all, which is `null` here: no error means success.
 * @throws {OdooError} every business error comes with HTTP 200
 */
export function readRpcAnswer(call: string, response: HttpResponse): unknown {
  const read = answer.safeParse(parseJson(response.body));
  if (!read.success) throw unreadable(call, response);
  const { error, result } = read.data;
  if (error) throw errorOf(call, { message: error.message, ...error.data });
  return result ?? null;
}

import type { HttpResponse } from '@penstock/http';
import { LosslessNumber, parse } from 'lossless-json';
import { z } from 'zod';
import { errorOf, rpcError } from './classify-error.js';
import { OdooServer } from './errors.js';

const answer = z.object({ jsonrpc: z.literal('2.0'), result: z.unknown().optional(), error: rpcError.optional() });

/**
 * Ids and counts are small whole numbers and become numbers; everything with a fraction or an exponent keeps its digits, because it may be a
 * price or a quantity.
 */
const exactNumber = (text: string): number | LosslessNumber =>
  /^-?\d{1,15}$/.test(text) ? Number(text) : new LosslessNumber(text);

/**
 * The result of a JSON-RPC call. A method that returns nothing gives no `result` at all, which is `null` here: no error means success.
 * @throws {OdooError} a business error comes with HTTP 200; a status or a page of something else is an {@link OdooServer}
 */
export function readAnswer(call: string, response: HttpResponse): unknown {
  const body = parseJson(response.body);
  const read = body === undefined ? undefined : answer.safeParse(body);
  if (!read?.success) throw new OdooServer(describe(response), { call, odooName: null });
  if (read.data.error) throw errorOf(call, read.data.error);
  return read.data.result ?? null;
}

function parseJson(text: string): unknown {
  try {
    return parse(text, undefined, exactNumber);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The page itself is not repeated: an error page may hold a traceback. */
function describe({ status, headers }: HttpResponse): string {
  const type = headers['content-type']?.split(';')[0] ?? 'no content type';
  const hint = status === 404 ? '; is ODOO_URL the address of an Odoo server, without a path?' : '';
  return `the answer is no JSON-RPC but ${type} with status ${status}${hint}`;
}

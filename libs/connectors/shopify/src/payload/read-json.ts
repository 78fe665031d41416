import { parse } from 'lossless-json';
import type { z } from 'zod';
import { type Refused, problemsOf, refused } from './problem.js';

/**
 * Reads a JSON document and checks its shape. Numbers keep their digits (lossless-json), so that no id and no amount passes through
 * a float.
 */
export function readJson<T extends z.ZodType>(
  raw: Buffer | string,
  schema: T,
): { readonly ok: true; readonly value: z.output<T> } | Refused {
  let document: unknown;
  try {
    document = parse(raw.toString());
  } catch (error) {
    // SyntaxError and nothing else: that is what the parser promises for bad input.
    if (!(error instanceof SyntaxError)) throw error;
    return refused({ pointer: '', code: 'not_json', message: `the document is not JSON: ${error.message}` });
  }
  const result = schema.safeParse(document, { reportInput: true });
  return result.success ? { ok: true, value: result.data } : refused(...problemsOf(result.error));
}

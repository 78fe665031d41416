import { parse } from 'lossless-json';
import type { z } from 'zod';
import { type Read, problemsOf } from './problem.js';

/** Reads a JSON document, numbers by their digits, and checks its shape. */
export function readJson<T extends z.ZodType>(raw: Buffer | string, schema: T): Read<z.output<T>> {
  let document: unknown;
  try {
    document = parse(raw.toString());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = `the document is not JSON: ${error.message}`;
    return { ok: false, problems: [{ pointer: '', code: 'not_json', message }] };
  }
  const result = schema.safeParse(document, { reportInput: true });
  return result.success ? { ok: true, value: result.data } : { ok: false, problems: problemsOf(result.error) };
}

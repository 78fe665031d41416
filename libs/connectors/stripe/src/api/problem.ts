import type { z } from 'zod';

/** One reason why an object of the API cannot be taken. */
export interface Problem {
  /** JSON pointer (RFC 6901) to the field, `''` for the whole document. */
  readonly pointer: string;
  readonly code: 'not_json' | 'missing' | 'wrong_value';
  /** A sentence that names the field and what is wrong with it. */
  readonly message: string;
}

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  /** At least one problem. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map((issue) => {
    const pointer = issue.path.map((part) => `/${String(part)}`).join('');
    const missing = issue.input === undefined;
    const message = issue.message.replace(/^Invalid input: /, '');
    return missing
      ? { pointer, code: 'missing', message: `${pointer} is missing` }
      : { pointer, code: 'wrong_value', message: `${pointer || 'the document'} ${message}` };
  });
}

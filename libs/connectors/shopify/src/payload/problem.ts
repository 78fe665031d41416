import type { z } from 'zod';

/** One reason why a payload cannot be taken, said so that the sender can find it. */
export interface Problem {
  /** JSON pointer (RFC 6901) to the field, `''` for the whole document. */
  readonly pointer: string;
  readonly code: 'not_json' | 'missing' | 'wrong_type' | 'wrong_value' | 'unbalanced';
  /** A sentence that names the field and what is wrong with it. */
  readonly message: string;
}

export interface Refused {
  readonly ok: false;
  /** At least one. */
  readonly problems: readonly Problem[];
}

export const refused = (...problems: Problem[]): Refused => ({ ok: false, problems });

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The issues of a zod check as problems; a required field that is not there is said to be missing, not to have a wrong type. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map((issue) => {
    const pointer = pointerOf(issue.path);
    const absent = issue.code === 'invalid_type' && issue.input === undefined;
    if (absent) return { pointer, code: 'missing', message: `${pointer} is missing` };
    const code = issue.code === 'invalid_type' ? 'wrong_type' : issue.code === 'custom' ? codeOf(issue) : 'wrong_value';
    return { pointer, code, message: `${pointer || 'the document'} ${plain(issue.message)}` };
  });
}

const codeOf = (issue: z.core.$ZodIssueCustom): Problem['code'] =>
  (issue.params?.['code'] as Problem['code'] | undefined) ?? 'wrong_value';

const plain = (message: string): string => message.replace(/^Invalid input: /, '');

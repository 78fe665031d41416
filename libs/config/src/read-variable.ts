import { readFileSync } from 'node:fs';
import type { Setting } from './setting.js';

export type Environment = Readonly<Record<string, string | undefined>>;

type Read = { readonly value: unknown } | { readonly problem: string };

/** Reads one variable; an empty one counts as absent, since Compose and Helm write empty texts for values nobody set. */
export function readVariable(setting: Setting<unknown>, environment: Environment): Read {
  const text = textOf(setting, environment);
  if (typeof text === 'object') return text;
  if (text === undefined) {
    if (setting.default !== undefined || setting.optional) return { value: setting.default };
    return { problem: setting.secret ? `is not set (nor is ${setting.env}_FILE)` : 'is not set' };
  }
  const parsed = setting.schema.safeParse(text);
  if (parsed.success) return { value: parsed.data };
  const complaint = parsed.error.issues.map((issue) => issue.message).join(', ');
  // URLs may carry a password even where nobody marked them as secret.
  const showable = !setting.secret && setting.kind !== 'url';
  return { problem: showable ? `${complaint}, but is "${text}"` : complaint };
}

/** The raw text, from the variable or, for secrets, from the file named by `<env>_FILE` (one final line break dropped). */
function textOf(
  setting: Setting<unknown>,
  environment: Environment,
): string | undefined | { readonly problem: string } {
  const direct = environment[setting.env] || undefined;
  const file = setting.secret ? environment[`${setting.env}_FILE`] || undefined : undefined;
  if (file === undefined) return direct;
  if (direct !== undefined) return { problem: `is set twice, directly and through ${setting.env}_FILE` };
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    return { problem: `cannot be read from ${setting.env}_FILE: ${(error as Error).message}` };
  }
}

import { parseArgs } from 'node:util';
import { adminAddresses, type AdminAddresses } from '../admin/admin-addresses.js';
import { UsageError } from '../ending.js';

/** A command line that makes sense. */
export interface CompareLine extends AdminAddresses {
  readonly watch: boolean;
  readonly status: boolean;
  readonly json: boolean;
  readonly actor: string;
}

const OPTIONS = {
  watch: { type: 'boolean', default: false },
  status: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  actor: { type: 'string' },
  url: { type: 'string', multiple: true },
} as const;

/** @param argv what follows `odoo compare` @throws {UsageError} */
export function readCompareLine(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  user: string,
): CompareLine {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true });
    const { watch, status, json, actor = user } = values;
    return { ...adminAddresses(values.url, env), watch, status, json, actor };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message, { cause: error });
  }
}

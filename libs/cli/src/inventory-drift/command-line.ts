import { parseArgs } from 'node:util';
import { adminAddresses, type AdminAddresses } from '../admin/admin-addresses.js';
import { UsageError } from '../ending.js';

/** A command line that makes sense. */
export interface DriftLine extends AdminAddresses {
  readonly run: boolean;
  readonly wait: boolean;
  /** `shopify:demo-shop`; all of them without. */
  readonly channel: string | undefined;
  readonly limit: number;
  readonly actor: string;
  readonly reason: string;
  readonly json: boolean;
}

const OPTIONS = {
  run: { type: 'boolean', default: false },
  'no-wait': { type: 'boolean', default: false },
  channel: { type: 'string' },
  limit: { type: 'string', default: '20' },
  reason: { type: 'string', default: 'by hand' },
  actor: { type: 'string' },
  json: { type: 'boolean', default: false },
  url: { type: 'string', multiple: true },
} as const;

/** @param argv what follows `inventory drift` @throws {UsageError} */
export function readDriftLine(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  user: string,
): DriftLine {
  const { values, positionals } = parse(argv);
  if (positionals.length > 0) throw new UsageError(`"${positionals.join(' ')}" is not understood; see --channel`);
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new UsageError('--limit is 1 to 1000');
  const { run, channel, reason, json, actor = user } = values;
  return { ...adminAddresses(values.url, env), run, wait: !values['no-wait'], channel, limit, actor, reason, json };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

import { parseArgs } from 'node:util';
import { adminAddresses, type AdminAddresses } from '../admin/admin-addresses.js';
import { UsageError } from '../ending.js';

/** A command line that makes sense. */
export interface ResyncLine extends AdminAddresses {
  /** `shopify:demo-shop`. */
  readonly channel: string;
  readonly action: 'start' | 'status' | 'cancel';
  readonly watch: boolean;
  readonly json: boolean;
  readonly actor: string;
  readonly reason: string;
}

const OPTIONS = {
  watch: { type: 'boolean', default: false },
  status: { type: 'boolean', default: false },
  cancel: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  reason: { type: 'string' },
  actor: { type: 'string' },
  url: { type: 'string', multiple: true },
} as const;

/** @param argv what follows `inventory resync` @throws {UsageError} */
export function readResyncLine(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  user: string,
): ResyncLine {
  const { values, positionals } = parse(argv);
  const [channel, ...rest] = positionals;
  if (channel === undefined || !channel.includes(':') || rest.length > 0)
    throw new UsageError('resync takes one channel with its kind, such as shopify:demo-shop');
  if (values.status && values.cancel) throw new UsageError('--status and --cancel exclude each other');
  const action = values.status ? 'status' : values.cancel ? 'cancel' : 'start';
  const reason = values.reason?.trim() ?? '';
  if (action === 'start' && reason === '') throw new UsageError('say why by --reason');
  const { watch, json, actor = user } = values;
  return { ...adminAddresses(values.url, env), channel, action, watch, json, actor, reason };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

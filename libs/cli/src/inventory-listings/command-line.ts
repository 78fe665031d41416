import { parseArgs } from 'node:util';
import { adminAddresses, type AdminAddresses } from '../admin/admin-addresses.js';
import { UsageError } from '../ending.js';

export type ListingsCommand = 'list' | 'problems' | 'import' | 'map' | 'unmap' | 'end' | 'history';

/** A command line that makes sense. */
export interface ListingsLine extends AdminAddresses {
  readonly command: ListingsCommand;
  /** What follows the command, as many words as it takes. */
  readonly words: readonly string[];
  readonly channel: string | undefined;
  readonly sku: string | undefined;
  readonly deleted: boolean;
  readonly limit: number;
  readonly actor: string;
  readonly reason: string;
  readonly json: boolean;
}

const OPTIONS = {
  channel: { type: 'string' },
  sku: { type: 'string' },
  deleted: { type: 'boolean', default: false },
  limit: { type: 'string', default: '100' },
  reason: { type: 'string' },
  actor: { type: 'string' },
  json: { type: 'boolean', default: false },
  url: { type: 'string', multiple: true },
} as const;

const WORDS: Readonly<Record<ListingsCommand, readonly string[]>> = {
  list: [],
  problems: [],
  import: ['<file>'],
  map: ['<channel>', '<ref>', '<sku>'],
  unmap: ['<channel>', '<ref>'],
  end: ['<channel>', '<ref>'],
  history: ['<channel>', '<ref>'],
};
const DECIDING: readonly ListingsCommand[] = ['import', 'map', 'unmap', 'end'];

/** @param argv what follows `inventory listings` @throws {UsageError} */
export function readListingsLine(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  user: string,
): ListingsLine {
  const { values, positionals } = parse(argv);
  const [name = 'list', ...words] = positionals;
  const command = (Object.keys(WORDS) as ListingsCommand[]).find((known) => known === name);
  if (!command) throw new UsageError(`"listings ${name}" is no command; there are ${Object.keys(WORDS).join(', ')}`);
  if (words.length !== WORDS[command].length)
    throw new UsageError(`it is: npx penstock inventory listings ${[command, ...WORDS[command]].join(' ')}`);
  const reason = values.reason?.trim() ?? '';
  if (DECIDING.includes(command) && reason === '') throw new UsageError('say why by --reason');
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new UsageError('--limit is 1 to 1000');
  const { channel, sku, deleted, json, actor = user } = values;
  return { ...adminAddresses(values.url, env), command, words, channel, sku, deleted, limit, actor, reason, json };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

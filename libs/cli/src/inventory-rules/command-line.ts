import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { adminAddresses, type AdminAddresses } from '../admin/admin-addresses.js';
import { UsageError } from '../ending.js';

/** A command line that makes sense. */
export interface RulesLine extends AdminAddresses {
  readonly command: 'show' | 'apply' | 'history' | 'rollback';
  /** Text of the file to apply. */
  readonly document: string;
  /** To show, or to roll back to. */
  readonly version: number | undefined;
  readonly actor: string;
  readonly reason: string;
  readonly ifVersion: number | undefined;
  readonly preview: boolean;
  readonly wait: boolean;
  readonly limit: number;
  readonly json: boolean;
}

const OPTIONS = {
  reason: { type: 'string' },
  actor: { type: 'string' },
  'if-version': { type: 'string' },
  version: { type: 'string' },
  limit: { type: 'string', default: '20' },
  preview: { type: 'boolean', default: false },
  'no-wait': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  url: { type: 'string', multiple: true },
} as const;
const COMMANDS = ['show', 'apply', 'history', 'rollback'] as const;

/**
 * @param argv what follows `inventory rules`
 * @param user name of the person at this machine
 * @throws {UsageError}
 */
export function readRulesLine(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  user: string,
): RulesLine {
  const { values, positionals } = parse(argv);
  const [name, ...rest] = positionals;
  const command = COMMANDS.find((known) => known === name);
  if (!command)
    throw new UsageError(`"${positionals.join(' ')}" is no command; there are rules ${COMMANDS.join(', ')}`);
  const takesOne = command === 'apply' ? 'one file' : command === 'rollback' ? 'one version' : undefined;
  if (rest.length !== (takesOne ? 1 : 0))
    throw new UsageError(`rules ${command} takes ${takesOne ?? 'nothing but options'}`);
  const [argument = ''] = rest;
  const { preview, reason = '', actor = user, json } = values;
  if (takesOne && !preview && reason.trim() === '')
    throw new UsageError(`rules ${command} needs a --reason: it is kept for good`);
  const version = command === 'rollback' ? argument : values.version;
  return {
    command,
    document: command === 'apply' ? textOf(argument) : '',
    version: version === undefined ? undefined : wholeNumber('a version', version),
    ...{ actor, reason, preview, json },
    ifVersion: values['if-version'] === undefined ? undefined : wholeNumber('--if-version', values['if-version']),
    wait: !values['no-wait'],
    limit: Math.min(500, Math.max(1, wholeNumber('--limit', values.limit))),
    ...adminAddresses(values.url, env),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function wholeNumber(what: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`${what} must be a whole number, not "${text}"`);
  return Number(text);
}

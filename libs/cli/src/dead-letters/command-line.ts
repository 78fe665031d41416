import { parseArgs } from 'node:util';
import type { LetterFilter } from '@penstock/messaging';
import { adminAddresses } from '../admin/admin-addresses.js';
import { UsageError } from '../ending.js';

/** A command line that makes sense. */
export interface CommandLine {
  readonly command: 'list' | 'show' | 'replay' | 'discard';
  /** Empty where a filter says which. */
  readonly ids: readonly LetterId[];
  readonly service: string | undefined;
  readonly filter: LetterFilter;
  readonly urls: readonly string[];
  readonly token: string;
  readonly actor: string;
  readonly reason: string | undefined;
  readonly preview: boolean;
  readonly rate: number | undefined;
  readonly limit: number;
  readonly personal: boolean;
  readonly json: boolean;
}

/** A message: the service that set it aside, and its position in Kafka. */
export interface LetterId {
  readonly service: string;
  readonly position: string;
}

const OPTIONS = {
  service: { type: 'string' },
  topic: { type: 'string' },
  key: { type: 'string' },
  'event-type': { type: 'string' },
  'error-code': { type: 'string' },
  state: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  reason: { type: 'string' },
  actor: { type: 'string' },
  preview: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  rate: { type: 'string' },
  limit: { type: 'string', default: '50' },
  personal: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  url: { type: 'string', multiple: true },
} as const;

const COMMANDS = ['list', 'show', 'replay', 'discard'] as const;
const ID = /^([a-z][a-z0-9-]*)\/([\w.-]+\/\d{1,9}\/\d{1,18})$/;

/**
 * @param argv what follows `dead-letters`
 * @param user name of the person at this machine
 * @throws {UsageError}
 */
export function readCommandLine(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  user: string,
): CommandLine {
  const { values, positionals } = parse(argv);
  const [name, ...rest] = positionals;
  const command = COMMANDS.find((known) => known === name);
  if (!command)
    throw new UsageError(`"${positionals.join(' ')}" is no command; there are dead-letters ${COMMANDS.join(', ')}`);
  const filter = filterOf(values);
  const line = { command, ids: rest.map(idOf), service: values.service, filter };
  const isFiltered = values.service !== undefined || Object.keys(filter).length > 0;
  const { reason, actor = user, personal, json } = values;
  const preview = values.preview || (line.ids.length === 0 && !values.yes);
  requireSense(line, { isFiltered, preview, reason, personal });
  return {
    ...line,
    ...adminAddresses(values.url, env),
    actor,
    reason,
    preview,
    rate: values.rate === undefined ? undefined : numberOf('--rate', values.rate, 0.1, 1000),
    limit: numberOf('--limit', values.limit, 1, 100_000),
    personal,
    json,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

type Values = ReturnType<typeof parse>['values'];

/** Only what was said: the service has the defaults, and judges states and times. */
const filterOf = (values: Values): LetterFilter =>
  Object.fromEntries(
    Object.entries({
      state: values.state,
      topic: values.topic,
      key: values.key,
      eventType: values['event-type'],
      errorCode: values['error-code'],
      from: values.from,
      to: values.to,
    }).filter(([, value]) => value !== undefined),
  );

function requireSense(
  { command, ids }: Pick<CommandLine, 'command' | 'ids'>,
  given: { isFiltered: boolean; preview: boolean; reason: string | undefined; personal: boolean },
): void {
  const { isFiltered, preview, reason, personal } = given;
  const decides = command === 'replay' || command === 'discard';
  if (command === 'list' && ids.length > 0) throw new UsageError('list takes a filter, not ids: show takes an id');
  if (command === 'show' && ids.length !== 1) throw new UsageError('show takes one id');
  if (decides && ids.length > 0 && isFiltered) throw new UsageError(`${command} takes ids or a filter, not both`);
  if (decides && ids.length === 0 && !isFiltered)
    throw new UsageError(`${command} takes ids or a filter; --state dead is a filter that finds every dead letter`);
  if (decides && !preview && !reason?.trim()) throw new UsageError(`${command} needs a --reason: it is kept for good`);
  if (personal && !reason?.trim()) throw new UsageError('--personal needs a --reason: it is kept for good');
}

function idOf(text: string): LetterId {
  const [, service, position] = ID.exec(text) ?? [];
  if (!service || !position) throw new UsageError(`"${text}" is no id: <service>/<topic>/<partition>/<offset>`);
  return { service, position };
}

function numberOf(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!(number >= least && number <= most))
    throw new UsageError(`${option} must be a number from ${least} to ${most}, not "${text}"`);
  return number;
}

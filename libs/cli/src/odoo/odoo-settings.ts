import { parseArgs } from 'node:util';
import type { OdooClientOptions, ProtocolChoice } from '@penstock/connector-odoo';
import { UsageError } from '../ending.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** A command line that makes sense. */
export interface CheckLine {
  /** Path of the mapping file. */
  readonly mapping: string;
  readonly json: boolean;
  readonly odoo: OdooClientOptions;
}

const OPTIONS = { mapping: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
const PROTOCOLS: readonly ProtocolChoice[] = ['jsonrpc', 'json2', 'detect'];

/** One look need not outlast what Odoo retries by itself; a person is waiting. */
const TIMEOUT_MILLIS = 30_000;

/** @param argv what follows `odoo` @throws {UsageError} naming every variable that is missing */
export function readCheckLine(argv: readonly string[], env: Environment): CheckLine {
  const { values, positionals } = parse(argv);
  if (positionals.length !== 1 || positionals[0] !== 'check')
    throw new UsageError(`"odoo ${positionals.join(' ')}" is no command; there are odoo check and odoo compare`);
  const mapping = values.mapping ?? env['ODOO_MAPPING_FILE'];
  const missing = ['ODOO_URL', 'ODOO_DATABASE', 'ODOO_USER', 'ODOO_PASSWORD'].filter((name) => !env[name]);
  if (missing.length > 0) throw new UsageError(`set ${missing.join(', ')}`);
  if (!mapping) throw new UsageError('name the mapping file by --mapping or ODOO_MAPPING_FILE');
  const [url = '', database = '', user = '', password = ''] = [
    env['ODOO_URL'],
    env['ODOO_DATABASE'],
    env['ODOO_USER'],
    env['ODOO_PASSWORD'],
  ];
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new UsageError('ODOO_URL is no address such as https://odoo.example.com');
  const language = env['ODOO_LANGUAGE'];
  return {
    mapping,
    json: values.json,
    odoo: {
      ...{ url, database, user, password, timeoutMs: TIMEOUT_MILLIS, protocol: protocolOf(env['ODOO_PROTOCOL']) },
      ...(language && { language }),
    },
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function protocolOf(text = 'jsonrpc'): ProtocolChoice {
  const protocol = PROTOCOLS.find((known) => known === text);
  if (protocol) return protocol;
  throw new UsageError(`ODOO_PROTOCOL must be one of ${PROTOCOLS.join(', ')}, not "${text}"`);
}

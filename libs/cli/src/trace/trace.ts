import { parseArgs } from 'node:util';
import type { Stories } from '@penstock/connector-odoo';
import { adminAddresses, type AdminAddresses } from '../admin/admin-addresses.js';
import { askAdmin, Refused } from '../admin/ask-admin.js';
import type { Command } from '../command.js';
import { EXIT, Unreachable, UsageError } from '../ending.js';
import { describeStockStory } from './describe-stock-story.js';
import { describeStory } from './describe-story.js';
import { USAGE } from './usage.js';

interface TraceLine extends AdminAddresses {
  readonly id: string;
  readonly json: boolean;
}

const OPTIONS = { json: { type: 'boolean', default: false }, url: { type: 'string', multiple: true } } as const;

/** What became of an order or a count, for whoever holds any name of it. */
export const trace: Command = {
  name: 'trace',
  summary: 'the whole story of an order or a count, from any id or name of anything in it',
  usage: USAGE,

  async run(argv, around) {
    const line = readTraceLine(argv, around.env);
    const { stories, stock, more, unreachable } = await askForStories(line);
    const told = [...stories.map(describeStory), ...stock.map(describeStockStory)];
    for (const message of unreachable) around.complain(`penstock: ${message}`);
    if (told.length > 0) {
      const note = more ? '\n\nThere are older ones; the newest are shown.' : '';
      around.print(line.json ? JSON.stringify({ stories, stock, more }, null, 2) : told.join('\n\n') + note);
    } else if (unreachable.length === 0) around.complain(`penstock: nothing named "${line.id}" is known`);
    if (unreachable.length > 0) return EXIT.unreachable;
    return told.length > 0 ? EXIT.ok : EXIT.failed;
  },
};

function readTraceLine(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): TraceLine {
  const { values, positionals } = parse(argv);
  const [id, ...rest] = positionals;
  if (id === undefined || id.trim() === '' || rest.length > 0)
    throw new UsageError('trace takes one id; one with a # or a blank in it needs quotes');
  return { id, json: values.json, ...adminAddresses(values.url, env) };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

/** All admin APIs are asked at once: which of them is an adapter's, and of which Odoo, nobody has to know. */
async function askForStories({ urls, token, id }: TraceLine): Promise<Stories & { unreachable: readonly string[] }> {
  const path = `/v1/trace?${new URLSearchParams({ id }).toString()}`;
  const asked = await Promise.allSettled(urls.map((url) => askAdmin<Stories>({ url, token }, 'GET', path)));
  const found: Stories[] = [];
  const unreachable: string[] = [];
  for (const one of asked) {
    if (one.status === 'fulfilled') found.push(one.value);
    else if (one.reason instanceof Unreachable) unreachable.push(one.reason.message);
    else if (!(one.reason instanceof Refused)) throw one.reason;
    else if (one.reason.status === 400) throw new UsageError(one.reason.message);
    else if (one.reason.status !== 404) unreachable.push(one.reason.message);
  }
  return {
    stories: found.flatMap(({ stories }) => stories),
    stock: found.flatMap(({ stock }) => stock),
    more: found.some(({ more }) => more),
    unreachable,
  };
}

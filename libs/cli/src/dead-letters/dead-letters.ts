import type { DeadLetter, Decision, Page, Result } from '@penstock/messaging';
import { Refused } from '../admin/ask-admin.js';
import type { Command, Surroundings } from '../command.js';
import { EXIT, Unreachable, UsageError } from '../ending.js';
import { AdminClient } from './admin-client.js';
import { type CommandLine, readCommandLine } from './command-line.js';
import { describeLetter, describeList, describeResults } from './describe.js';
import { allPages, askAll, clientOf, clientsFor } from './services.js';
import { USAGE } from './usage.js';

/** Largest page the services give. */
const PAGE = 500;

/** Messages that failed and were set aside: looked at, replayed, discarded. */
export const deadLetters: Command = {
  name: 'dead-letters',
  summary: 'messages that failed: look at them, replay or discard them',
  usage: USAGE,

  async run(argv, around) {
    const line = readCommandLine(argv, around.env, around.user);
    const clients = line.urls.map((url) => new AdminClient(url, line.token));
    try {
      if (line.command === 'list') return await list(line, clients, around);
      if (line.command === 'show') return await show(line, clients, around);
      return await decide(line, line.command, clients, around);
    } catch (error) {
      if (error instanceof Refused) return complain(around, error.message, refusalStatus(error));
      throw error;
    }
  },
};

async function list(line: CommandLine, clients: readonly AdminClient[], around: Surroundings): Promise<number> {
  const { filter, limit, json, service } = line;
  const { answers, unreachable } = await askAll(await clientsFor(clients, service), (client) =>
    allPages((after) => client.list(filter, Math.min(limit, PAGE), after), limit),
  );
  const letters: DeadLetter[] = answers.flat();
  around.print(json ? JSON.stringify(letters, null, 2) : describeList(letters, Date.now()));
  return complainOf(unreachable, around) ?? EXIT.ok;
}

async function show(line: CommandLine, clients: readonly AdminClient[], around: Surroundings): Promise<number> {
  const [id] = line.ids;
  if (!id) throw new UsageError('show takes one id');
  const client = await clientOf(clients, id.service);
  const letter = await client.show(id.position, line.personal ? decisionOf(line) : undefined);
  around.print(line.json ? JSON.stringify(letter, null, 2) : describeLetter(letter));
  return EXIT.ok;
}

async function decide(
  line: CommandLine,
  action: 'replay' | 'discard',
  clients: readonly AdminClient[],
  around: Surroundings,
): Promise<number> {
  const decision = line.preview ? undefined : decisionOf(line);
  const results: Result[] = [];
  // What was decided before a service was lost is told all the same: it happened.
  const unreachable =
    line.ids.length > 0
      ? await decideEach(line, clients, (client, position) => client.decide(action, position, decision), results)
      : await decideFiltered(line, clients, (client, page) => client.decideAll(action, page, decision), results);
  around.print(line.json ? JSON.stringify(results, null, 2) : describeResults(action, results));
  const isDone = results.every(({ outcome }) => !['failed', 'blocked', 'gone'].includes(outcome));
  return complainOf(unreachable, around) ?? (isDone ? EXIT.ok : EXIT.failed);
}

/** One after the other, in the order given: the first of a key must come first. @returns the words of the service that was lost */
async function decideEach(
  { ids }: CommandLine,
  clients: readonly AdminClient[],
  decideOne: (client: AdminClient, position: string) => Promise<Result>,
  results: Result[],
): Promise<readonly string[]> {
  try {
    for (const { service, position } of ids) results.push(await decideOne(await clientOf(clients, service), position));
    return [];
  } catch (error) {
    if (error instanceof Unreachable) return [error.message];
    throw error;
  }
}

/** All services at once, each page by page. @returns the words of those that were lost */
async function decideFiltered(
  { filter, rate, service }: CommandLine,
  clients: readonly AdminClient[],
  decidePage: (client: AdminClient, which: Pages) => Promise<Page<Result>>,
  results: Result[],
): Promise<readonly string[]> {
  const { unreachable } = await askAll(await clientsFor(clients, service), (client) =>
    allPages(async (after) => {
      const page = await decidePage(client, { filter, after, rate });
      results.push(...page.items);
      return page;
    }),
  );
  return unreachable;
}

type Pages = Parameters<AdminClient['decideAll']>[1];

const decisionOf = ({ actor, reason = '' }: CommandLine): Decision => ({ actor, reason });

const refusalStatus = ({ status }: Refused): number =>
  status === 403 ? EXIT.unreachable : status === 400 ? EXIT.usage : EXIT.failed;

function complain(around: Surroundings, message: string, status: number): number {
  around.complain(`penstock: ${message}`);
  return status;
}

/** @returns undefined when there is nothing to complain of */
function complainOf(unreachable: readonly string[], around: Surroundings): number | undefined {
  for (const message of unreachable) complain(around, message, EXIT.unreachable);
  return unreachable.length > 0 ? EXIT.unreachable : undefined;
}

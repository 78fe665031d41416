import { askOwner } from '../admin/ask-owner.js';
import { Refused } from '../admin/ask-admin.js';
import type { Command, Surroundings } from '../command.js';
import { EXIT, UsageError } from '../ending.js';
import { type ListingsLine, readListingsLine } from './command-line.js';
import {
  describeDecisions,
  describeImport,
  describeListings,
  describeProblems,
  describeRefused,
  type ListingPage,
  type PastDecision,
} from './describe-listings.js';
import { importFile } from './import-file.js';
import { USAGE } from './usage.js';

/** Which product each listing stands for: `npx penstock inventory listings …`. */
export const listings: Command = {
  name: 'listings',
  summary: 'which product each listing of a channel stands for: list, problems, import, map',
  usage: USAGE,

  async run(argv, around) {
    const line = readListingsLine(argv, around.env, around.user);
    try {
      return await RUN[line.command](line, around);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 400) throw new UsageError(error.message, { cause: error });
      around.complain(`penstock: ${error.message}`);
      return EXIT.failed;
    }
  },
};

type Run = (line: ListingsLine, around: Surroundings) => Promise<number>;

const RUN: Readonly<Record<ListingsLine['command'], Run>> = {
  async list(line, { print }) {
    const page = await listed(line, line.deleted ? 'deleted' : 'all');
    print(line.json ? JSON.stringify(page, null, 2) : describeListings(page));
    return EXIT.ok;
  },

  async problems(line, { print }) {
    const page = await listed(line, 'problem');
    print(line.json ? JSON.stringify(page, null, 2) : describeProblems(page));
    return EXIT.ok;
  },

  async import(line, { print }) {
    const [path = ''] = line.words;
    const done = await importFile(line, path, (row) => print(line.json ? JSON.stringify(row) : describeRefused(row)));
    print(line.json ? JSON.stringify(done) : describeImport(done));
    return done.refused === 0 ? EXIT.ok : EXIT.failed;
  },

  map: (line, around) => decide(line, line.words[2] ?? '', around),
  unmap: (line, around) => decide(line, null, around),
  end: (line, around) => decide(line, null, around, true),

  async history(line, { print }) {
    const [destination = '', ref = ''] = line.words;
    const query = new URLSearchParams({ destination, ref }).toString();
    const found = await askOwner<{ items: readonly PastDecision[] }>(line, 'GET', `/v1/listings/decisions?${query}`);
    print(line.json ? JSON.stringify(found, null, 2) : describeDecisions(found.items));
    return EXIT.ok;
  },
};

function listed(line: ListingsLine, state: string): Promise<ListingPage> {
  const { channel, sku, limit } = line;
  const query = new URLSearchParams({ state, limit: String(limit) });
  if (channel !== undefined) query.set('destination', channel);
  if (sku !== undefined) query.set('sku', sku);
  return askOwner(line, 'GET', `/v1/listings?${query.toString()}`);
}

async function decide(line: ListingsLine, sku: string | null, { print }: Surroundings, ended = false): Promise<number> {
  const { words, actor, reason, json } = line;
  const [destination = '', ref = ''] = words;
  const done = await askOwner<{ sku: string | null; before: string | null }>(line, 'POST', '/v1/listings/decisions', {
    ...{ destination, ref, sku, ended, actor, reason },
  });
  const named = (one: string | null) => one ?? 'no SKU';
  if (ended && !json) print(`${destination} ${ref} is ended: it is told nothing any more`);
  else print(json ? JSON.stringify(done) : `${destination} ${ref}: ${named(done.sku)}; before, ${named(done.before)}`);
  return EXIT.ok;
}

import { setTimeout as wait } from 'node:timers/promises';
import { type AdminAddress, askAdmin, Refused } from '../admin/ask-admin.js';
import type { Surroundings } from '../command.js';
import { EXIT } from '../ending.js';
import { type CompareLine, readCompareLine } from './compare-line.js';

/** As odoo-adapter answers. */
export interface ComparisonState {
  readonly askedAt: string | null;
  readonly comparedAt: string | null;
  readonly done: boolean;
}

const PATH = '/v1/full-comparison';
const LOOK_MILLIS = 1_000;

/** Everything compared with Odoo, on demand. @param argv what follows `odoo compare` @returns the exit status */
export async function compare(argv: readonly string[], around: Surroundings): Promise<number> {
  const line = readCompareLine(argv, around.env, around.user);
  try {
    const { to, state } = await begin(line);
    await show(line, to, state, around);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    around.complain(`penstock: ${error.message}`);
    return EXIT.failed;
  }
}

/** The admin API that compares with Odoo: which of several it is, nobody has to know. */
async function begin({
  urls,
  token,
  status,
  actor,
}: CompareLine): Promise<{ to: AdminAddress; state: ComparisonState }> {
  for (const url of urls) {
    const to = { url, token };
    try {
      return { to, state: await (status ? askAdmin(to, 'GET', PATH) : askAdmin(to, 'POST', PATH, { actor })) };
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) throw error;
    }
  }
  throw new Refused(404, `none of ${urls.join(', ')} is an odoo-adapter`);
}

async function show(line: CompareLine, to: AdminAddress, first: ComparisonState, around: Surroundings): Promise<void> {
  let state = first;
  let shown = '';
  for (;;) {
    const text = line.json ? JSON.stringify(state) : describeComparison(state);
    if (text !== shown) around.print(text);
    shown = text;
    if (!line.watch || state.done) return;
    await wait(LOOK_MILLIS);
    state = await askAdmin<ComparisonState>(to, 'GET', PATH);
  }
}

export function describeComparison({ askedAt, comparedAt, done }: ComparisonState): string {
  const last =
    comparedAt === null ? 'nothing was compared with Odoo yet' : `last compared with Odoo: begun ${comparedAt}`;
  if (askedAt === null) return last;
  return done ? `compared as asked for at ${askedAt}; ${last}` : `asked for at ${askedAt}, not through yet; ${last}`;
}

import { parseArgs } from 'node:util';
import { adminAddresses } from '../admin/admin-addresses.js';
import { askOwner } from '../admin/ask-owner.js';
import type { Command } from '../command.js';
import { EXIT, UsageError } from '../ending.js';
import { table } from '../table.js';

interface Proposal {
  readonly productId: string;
  readonly sku: string | null;
  readonly fromLocation: string;
  readonly toLocation: string;
  readonly quantity: string;
  readonly unit: string;
}

interface Page {
  readonly items: readonly Proposal[];
  readonly next: string | null;
}

/** Goods that should lie elsewhere. */
export const transfers: Command = {
  name: 'transfers',
  summary: 'goods that should be moved to where they were promised from',
  usage: `npx penstock inventory transfers [--json]

Names transfers by which each location could serve the orders that were promised its goods: one has promised more than it has, another has more than
it promised. Nothing is moved: make the transfers in Odoo, and the ledger follows.

  --url URL                   address of inventory-propagator's admin API, or of several; default is PENSTOCK_ADMIN_URLS
  --json                      for programs, one transfer a line

PENSTOCK_ADMIN_TOKEN          a bearer token of the admin API

Exit status: 0 shown; 2 not understood; 3 the admin API was not reached.
`,

  async run(argv, around) {
    const { url, json } = optionsOf(argv);
    const addresses = adminAddresses(url, around.env);
    const found: Proposal[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: Page = await askOwner<Page>(
        addresses,
        'GET',
        `/v1/transfer-proposals?after=${encodeURIComponent(after)}`,
      );
      found.push(...page.items);
      after = page.next;
    }
    if (json) for (const one of found) around.print(JSON.stringify(one));
    else around.print(found.length === 0 ? 'Every location has what was promised from it.' : described(found));
    return EXIT.ok;
  },
};

const described = (found: readonly Proposal[]): string =>
  table(
    ['SKU', 'quantity', 'from', 'to'],
    found.map(({ sku, productId, quantity, unit, fromLocation, toLocation }) => [
      sku ?? productId,
      `${quantity} ${unit}`,
      fromLocation,
      toLocation,
    ]),
  );

function optionsOf(argv: readonly string[]) {
  const options = { url: { type: 'string', multiple: true }, json: { type: 'boolean', default: false } } as const;
  try {
    return parseArgs({ args: [...argv], options, strict: true }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

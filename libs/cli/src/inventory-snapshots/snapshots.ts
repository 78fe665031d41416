import { parseArgs } from 'node:util';
import { type AdminAddresses, adminAddresses } from '../admin/admin-addresses.js';
import { askOwner } from '../admin/ask-owner.js';
import type { Command } from '../command.js';
import { EXIT, UsageError } from '../ending.js';
import { plural, table } from '../table.js';
import { csvLine } from './csv-line.js';

interface Day {
  readonly day: string;
  readonly rows: number;
  readonly finishedAt: string | null;
}

interface Page {
  readonly items: readonly Readonly<Record<string, string | null>>[];
  readonly next: string | null;
}

const COLUMNS = [
  ...['sku', 'productId', 'locationId', 'unit', 'onHand', 'quarantined', 'reserved', 'incoming', 'inTransit'],
  'takenAt',
] as const;

/** The stock of days that have ended. */
export const snapshots: Command = {
  name: 'snapshots',
  summary: 'the stock of each day that has ended, as CSV',
  usage: `npx penstock inventory snapshots [--json]
npx penstock inventory snapshots <day>

Lists the days whose stock was written down when they ended, or prints one of them as CSV (RFC 4180): a row for each product and location that has
any. A row without a location is what is promised and bound to none, so that each column adds up to the balance of the product.

  <day>                       such as 2026-11-21
  --url URL                   address of inventory-propagator's admin API, or of several; default is PENSTOCK_ADMIN_URLS
  --json                      the list for programs

PENSTOCK_ADMIN_TOKEN          a bearer token of the admin API

Exit status: 0 shown; 1 there is no such day; 2 not understood; 3 the admin API was not reached.
`,

  async run(argv, around) {
    const { addresses, day, json } = read(argv, around.env);
    const { items } = await askOwner<{ items: readonly Day[] }>(addresses, 'GET', '/v1/stock-snapshots?limit=1000');
    if (day === undefined) {
      around.print(json ? JSON.stringify(items) : list(items));
      return EXIT.ok;
    }
    if (!items.some((one) => one.day === day && one.finishedAt !== null)) {
      around.complain(
        `penstock: the stock of ${day} is not written down, or not yet; "inventory snapshots" lists the days that are`,
      );
      return EXIT.failed;
    }
    around.print(csvLine(COLUMNS));
    for (let after: string | null = ' '; after !== null;) {
      const path = `/v1/stock-snapshots/${day}?limit=5000&after=${encodeURIComponent(after)}`;
      const page: Page = await askOwner<Page>(addresses, 'GET', path);
      for (const row of page.items) around.print(csvLine(COLUMNS.map((column) => row[column] ?? '')));
      after = page.next;
    }
    return EXIT.ok;
  },
};

const list = (days: readonly Day[]): string =>
  days.length === 0
    ? 'No day has ended yet.'
    : table(
        ['day', 'rows', 'written down'],
        days.map(({ day, rows, finishedAt }) => [day, plural(rows, 'row'), finishedAt ?? 'under way']),
      );

interface Line {
  readonly addresses: AdminAddresses;
  readonly day: string | undefined;
  readonly json: boolean;
}

/** @throws {UsageError} */
function read(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Line {
  const { values, positionals } = parse(argv);
  const [day, ...rest] = positionals;
  if (rest.length > 0 || (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day)))
    throw new UsageError('snapshots takes one day, such as 2026-11-21, or none');
  return { addresses: adminAddresses(values.url, env), day, json: values.json };
}

function parse(argv: readonly string[]) {
  const options = { url: { type: 'string', multiple: true }, json: { type: 'boolean', default: false } } as const;
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

import pg from 'pg';
import { STOCK_SCHEMA } from '../../../stock-service/run.js';

/** A row of `effect`: what the service did, in the order in which it says it did. */
export interface Effect {
  readonly productId: string;
  readonly nth: number;
  readonly eventId: string;
  readonly delta: number;
}

/** A message that was set aside. */
export interface Aside {
  /** Of the source's record; null where the header is missing. */
  readonly ledgerId: string | null;
  readonly state: string;
  readonly code: string | null;
}

/** What the service's tables hold. */
export interface Tables {
  readonly effects: readonly Effect[];
  readonly stock: ReadonlyMap<string, { readonly onHand: number; readonly movements: number }>;
  readonly aside: readonly Aside[];
  /** Events still in the outbox. */
  readonly unsent: number;
}

/** Runs one statement on a database, with the service's tables in reach. */
export async function query<Row extends object>(
  connectionString: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString, options: `-c search_path=${STOCK_SCHEMA}` });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Reads the tables by plain SQL. */
export async function readTables(url: string): Promise<Tables> {
  const effects = await query<Effect>(
    url,
    `SELECT product_id AS "productId", nth, event_id AS "eventId", delta FROM effect ORDER BY product_id, nth`,
  );
  const stock = await query<{ productId: string; onHand: number; movements: number }>(
    url,
    `SELECT product_id AS "productId", on_hand AS "onHand", movements FROM stock`,
  );
  const aside = await query<Aside>(
    url,
    `SELECT headers ->> 'ledger-id' AS "ledgerId", state, failure ->> 'code' AS code FROM parked`,
  );
  const [outbox] = await query<{ unsent: number }>(url, 'SELECT count(*)::integer AS unsent FROM outbox');
  return {
    effects,
    stock: new Map(stock.map((row) => [row.productId, row])),
    aside,
    unsent: outbox?.unsent ?? 0,
  };
}

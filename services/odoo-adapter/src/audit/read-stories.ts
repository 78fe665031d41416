import type { Stories, StockStory, Story } from '@penstock/connector-odoo';
import { inTransaction } from '@penstock/persistence';
import { askedName } from './asked-name.js';
import { STORIES } from './story-sql.js';

type Database = Parameters<typeof inTransaction>[0];

/** A customer may have thousands of orders; the newest tell enough. */
const MOST = 20;

type Found = { readonly kind: 'order'; readonly story: Story } | { readonly kind: 'stock'; readonly story: StockStory };

/**
 * The stories that anything in them leads to: the channel's order id (`5001` or `shopify:demo-shop/5001`), order number, canonical id of order,
 * line, customer, delivery, return or count, name in Odoo (S00042, WH/OUT/00042), record (`sale.order,42`, `stock.move,9`), external id, reference
 * of a count, or event id.
 */
export async function readStories(database: Database, given: string): Promise<Stories> {
  const { text, model, odooId, eventId } = askedName(given);
  const rows = await inTransaction(database, (transaction) =>
    transaction.query<Found>(STORIES, [text, model, odooId, eventId, MOST + 1]),
  );
  const stories = rows.flatMap((row) => (row.kind === 'order' ? [row.story] : []));
  const stock = rows.flatMap((row) => (row.kind === 'stock' ? [row.story] : []));
  const more = stories.length > MOST || stock.length > MOST;
  return { stories: stories.slice(0, MOST), stock: stock.slice(0, MOST), more };
}

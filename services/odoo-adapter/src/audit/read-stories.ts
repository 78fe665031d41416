import type { Stories, Story } from '@penstock/connector-odoo';
import { inTransaction } from '@penstock/persistence';
import { askedName } from './asked-name.js';
import { STORIES } from './story-sql.js';

type Database = Parameters<typeof inTransaction>[0];

/** A customer may have thousands of orders; the newest tell enough. */
const MOST = 20;

/**
 * The stories that anything in them leads to: the channel's order id (`5001` or `shopify:demo-shop/5001`), order number, canonical id of order,
 * line, customer, delivery or return, name in Odoo (S00042, WH/OUT/00042), record (`sale.order,42`), external id, or event id.
 */
export async function readStories(database: Database, given: string): Promise<Stories> {
  const { text, model, odooId, eventId } = askedName(given);
  const rows = await inTransaction(database, (transaction) =>
    transaction.query<{ story: Story }>(STORIES, [text, model, odooId, eventId, MOST + 1]),
  );
  return { stories: rows.slice(0, MOST).map(({ story }) => story), more: rows.length > MOST };
}

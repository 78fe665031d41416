import { NAMED_ORDERS, ORDER_STORY } from './order-story-sql.js';
import { NAMED_STOCK, STOCK_STORY } from './stock-story-sql.js';

/**
 * Orders, counts and moves that a name may mean, and the whole story of each, in one statement: rows of `kind` (order, stock) and `story`.
 * Parameters: the name; model and id where it is a record in Odoo; the event id where it is one; the most stories of a kind.
 */
export const STORIES = `
WITH ${NAMED_ORDERS}, ${NAMED_STOCK}
SELECT kind, story FROM (
  SELECT 'order' AS kind, row_number() OVER () AS place, ${ORDER_STORY} AS story FROM orders o
  UNION ALL
  SELECT 'stock', row_number() OVER (), ${STOCK_STORY} FROM stock h
) stories ORDER BY kind, place`;

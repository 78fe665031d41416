import { APPLY_COUNT } from '../stock-count/want-count.js';
import { eventsWhere, exceptionsWhere, movesWhere, requestsWhere, tasksWhere } from './story-parts-sql.js';

/**
 * Counts, and moves that are no order's, that a name may mean, as CTE `stock`: count, move in Odoo, and the line itself where its move is not
 * known. Newest first. Parameters as in story-sql.ts.
 */
export const NAMED_STOCK = `named_line AS (
  SELECT move_line_id, move_id FROM odoo_seen WHERE $2 = 'stock.move.line' AND move_line_id = $3::bigint AND order_id IS NULL
  UNION
  SELECT move_line_id, move_id FROM odoo_seen WHERE $2 = 'stock.move' AND move_id = $3::bigint AND order_id IS NULL
  UNION
  SELECT m.move_line_id, m.move_id FROM odoo_stock_said s JOIN odoo_seen m USING (move_line_id)
  WHERE s.event_id = $4::uuid AND m.order_id IS NULL
), named_count AS (
  SELECT count_id FROM odoo_stock_count WHERE count_id = $1
  UNION
  SELECT count_id FROM odoo_stock_count WHERE reference = $1
  UNION
  SELECT count_id FROM odoo_stock_count WHERE event_id = $4::uuid
  UNION
  SELECT count_id FROM odoo_stock_count WHERE $2 = 'stock.move' AND odoo_move_id = $3::bigint
  UNION
  SELECT c.count_id FROM named_line l JOIN odoo_stock_count c ON c.odoo_move_id = l.move_id
  UNION
  SELECT count_id FROM odoo_stock_said WHERE event_id = $4::uuid AND count_id IS NOT NULL
), stock AS (
  SELECT count_id, odoo_move_id AS move_id, NULL::bigint AS move_line_id, c.product_id
  FROM odoo_stock_count c JOIN named_count USING (count_id)
  UNION
  SELECT NULL, m.move_id, CASE WHEN m.move_id IS NULL THEN m.move_line_id END, m.product_id
  FROM named_line l JOIN odoo_seen m USING (move_line_id)
  WHERE NOT EXISTS (SELECT FROM odoo_stock_count c WHERE c.odoo_move_id = l.move_id)
  ORDER BY move_id DESC NULLS LAST, count_id, move_line_id LIMIT $5
)`;

const OF_TASK = `t.name = '${APPLY_COUNT}' AND t.natural_key = h.count_id`;
const OF_LINES = '(m.move_id = h.move_id OR m.move_line_id = h.move_line_id)';
const OF_SAID = `(s.count_id = h.count_id OR s.move_line_id = ANY(ARRAY(SELECT m.move_line_id FROM odoo_seen m WHERE ${OF_LINES})))`;

/** The story of a row `h` of `stock`. */
export const STOCK_STORY = `jsonb_build_object(
  'count', (SELECT jsonb_build_object('countId', c.count_id, 'reference', c.reference, 'state', c.state, 'refusal', c.refusal,
      'locationId', c.location_id, 'counted', c.counted::text, 'unit', c.unit, 'countedAt', c.counted_at)
    FROM odoo_stock_count c WHERE c.count_id = h.count_id),
  'record', 'stock.move,' || h.move_id, 'productId', h.product_id,
  'sku', (SELECT p.sku FROM odoo_product p WHERE p.product_id = h.product_id LIMIT 1),
  'product', (SELECT 'product.product,' || p.odoo_id FROM odoo_product p WHERE p.product_id = h.product_id LIMIT 1),
  'moves', ${movesWhere(OF_LINES)},
  'exceptions', ${exceptionsWhere('odoo_stock_said', OF_SAID)},
  'tasks', ${tasksWhere(OF_TASK)},
  'requests', ${requestsWhere(OF_TASK)},
  'events', ${eventsWhere('odoo_stock_said', OF_SAID, `'stock.move.line,' || s.move_line_id`)})`;

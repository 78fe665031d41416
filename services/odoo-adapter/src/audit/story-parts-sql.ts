// Parts that stories of orders and of stock have in common, as SQL that gives a jsonb array.

/** @param where of odoo_seen, as `m` */
export const movesWhere = (where: string): string => `(SELECT coalesce(jsonb_agg(jsonb_build_object(
      'record', 'stock.move.line,' || m.move_line_id, 'move', 'stock.move,' || m.move_id, 'picking', 'stock.picking,' || m.picking_id,
      'productId', m.product_id, 'quantity', m.quantity::text, 'unit', m.unit, 'fromLocation', coalesce(m.from_location, m.from_transit),
      'toLocation', coalesce(m.to_location, m.to_transit)) ORDER BY m.move_line_id), '[]') FROM odoo_seen m WHERE ${where})`;

/** @param where of task, as `t` */
export const tasksWhere = (where: string): string => `(SELECT coalesce(jsonb_agg(jsonb_build_object(
      'name', t.name, 'naturalKey', t.natural_key, 'state', t.state, 'attempts', t.attempts, 'createdAt', t.created_at,
      'endedAt', t.ended_at, 'eventId', t.cause->>'causationId',
      'failure', CASE WHEN t.last_failure IS NOT NULL
        THEN jsonb_build_object('code', t.last_failure->>'code', 'message', t.last_failure->>'message') END) ORDER BY t.id), '[]')
    FROM task t WHERE ${where})`;

/** What those tasks asked of Odoo. @param where of task, as `t` */
export const requestsWhere = (where: string): string => `(SELECT coalesce(jsonb_agg(jsonb_build_object(
      'at', q.at, 'task', q.task, 'model', q.model, 'method', q.method, 'outcome', q.outcome, 'millis', q.millis,
      'recordIds', q.record_ids, 'traceId', q.trace_id) ORDER BY q.at, q.id), '[]')
    FROM odoo_request q WHERE q.natural_keys && ARRAY(SELECT t.natural_key FROM task t WHERE ${where})
      AND EXISTS (SELECT FROM task t WHERE ${where} AND t.name = q.task AND t.natural_key = ANY(q.natural_keys)))`;

/** @param table what was said, and where of it, as `s` */
export const exceptionsWhere = (table: string, where: string): string =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object('at', s.said_at) || s.exception ORDER BY s.said_at), '[]')
    FROM ${table} s WHERE ${where} AND s.exception IS NOT NULL)`;

/** @param record SQL of the record in Odoo that an event is about */
export const eventsWhere = (table: string, where: string, record: string): string =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object(
      'at', s.said_at, 'eventId', s.event_id, 'eventType', s.event_type, 'record', ${record}) ORDER BY s.said_at, s.event_id), '[]')
    FROM ${table} s WHERE ${where})`;

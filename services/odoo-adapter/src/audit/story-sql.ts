/**
 * Orders that a name may mean, and the whole story of each, in one statement. Parameters: the name; model and id where it is a record in Odoo;
 * the event id where it is one; the most stories. Personal data is left where it is: the columns are named one by one.
 */
export const STORIES = `
WITH named AS (
  SELECT order_id FROM odoo_order
  WHERE order_id = $1 OR order_number IN ($1, '#' || $1) OR odoo_name = $1 OR draft->>'origin' = $1
     OR split_part(draft->>'origin', '/', 2) = $1 OR draft->>'customerId' = $1
  UNION
  SELECT coalesce(order_id, canonical_id) FROM odoo_record
  WHERE canonical_id = $1 OR external_id IN ($1, 'penstock.' || $1) OR (model = $2 AND odoo_id = $3::bigint)
  UNION
  SELECT o.order_id FROM odoo_record r JOIN odoo_order o ON o.draft->>'customerId' = r.canonical_id
  WHERE r.model = 'res.partner' AND (r.external_id IN ($1, 'penstock.' || $1) OR (r.model = $2 AND r.odoo_id = $3::bigint))
  UNION
  SELECT order_id FROM odoo_said WHERE record = $2 || ',' || $3
  UNION
  SELECT o.order_id FROM odoo_said s JOIN odoo_order linked USING (order_id)
    JOIN odoo_order o ON o.draft->>'customerId' = linked.draft->>'customerId'
  WHERE $2 = 'res.partner' AND s.record = $2 || ',' || $3
  UNION
  SELECT order_id FROM odoo_delivery WHERE name = $1 OR delivery_id = $1 OR ($2 = 'stock.picking' AND picking_id = $3::bigint)
  UNION
  SELECT order_id FROM odoo_seen WHERE $2 = 'stock.move.line' AND move_line_id = $3::bigint
  UNION
  SELECT order_id FROM odoo_reported_shipment WHERE shipment_id = $1
  UNION
  SELECT order_id FROM odoo_received_return WHERE return_id = $1
  UNION
  SELECT order_id FROM odoo_said WHERE event_id = $4::uuid
  UNION
  SELECT key FROM inbox WHERE event_id = $4::uuid
), orders AS (
  SELECT o.* FROM odoo_order o JOIN named USING (order_id) WHERE o.state <> 'absent' ORDER BY o.draft->>'placedAt' DESC, order_id LIMIT $5
)
SELECT jsonb_build_object(
  'orderId', o.order_id, 'orderNumber', o.order_number, 'origin', o.draft->>'origin', 'state', o.state, 'hold', o.hold,
  'placedAt', o.draft->>'placedAt', 'total', o.draft->>'total', 'currency', o.draft->>'currency',
  'record', 'sale.order,' || o.odoo_id, 'odooName', o.odoo_name,
  'companyId', o.company_id, 'mappingVersion', o.mapping_version,
  'waitsFor', (SELECT coalesce(jsonb_agg(w.sku ORDER BY w.sku), '[]') FROM odoo_order_missing_sku w WHERE w.order_id = o.order_id),
  'traceId', nullif(nullif(split_part(o.draft->'cause'->>'traceparent', '-', 2), ''), repeat('0', 32)),
  'customer', jsonb_build_object('customerId', o.draft->>'customerId', 'record', coalesce(
    (SELECT r.model || ',' || r.odoo_id FROM odoo_record r WHERE r.canonical_id = o.draft->>'customerId' AND r.model = 'res.partner' LIMIT 1),
    (SELECT s.record FROM odoo_said s WHERE s.order_id = o.order_id AND s.record LIKE 'res.partner,%' ORDER BY s.said_at DESC LIMIT 1))),
  'lines', (SELECT coalesce(jsonb_agg(jsonb_build_object(
      'lineId', l->>'lineId', 'sku', l->>'sku', 'charge', l->>'charge', 'quantity', l->>'quantity', 'price', l->>'price',
      'record', r.model || ',' || r.odoo_id) ORDER BY at), '[]')
    FROM jsonb_array_elements(o.draft->'lines') WITH ORDINALITY AS line(l, at)
    LEFT JOIN odoo_record r ON r.external_id = 'penstock.' || (l->>'externalId') AND r.model = 'sale.order.line'),
  'deliveries', (SELECT coalesce(jsonb_agg(jsonb_build_object(
      'deliveryId', d.delivery_id, 'record', 'stock.picking,' || d.picking_id, 'name', d.name, 'direction', d.direction,
      'state', d.state) ORDER BY d.picking_id), '[]') FROM odoo_delivery d WHERE d.order_id = o.order_id),
  'moves', (SELECT coalesce(jsonb_agg(jsonb_build_object(
      'record', 'stock.move.line,' || m.move_line_id, 'picking', 'stock.picking,' || m.picking_id, 'productId', m.product_id,
      'quantity', m.quantity::text, 'unit', m.unit, 'fromLocation', m.from_location, 'toLocation', m.to_location)
      ORDER BY m.move_line_id), '[]') FROM odoo_seen m WHERE m.order_id = o.order_id),
  'reports', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'id', r.id, 'state', r.state, 'refusal', r.refusal)
      ORDER BY r.kind DESC, r.id), '[]')
    FROM (SELECT 'shipment' AS kind, shipment_id AS id, state, refusal FROM odoo_reported_shipment WHERE order_id = o.order_id
      UNION ALL SELECT 'return', return_id, state, refusal FROM odoo_received_return WHERE order_id = o.order_id) r),
  'exceptions', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', s.said_at) || s.exception ORDER BY s.said_at), '[]')
    FROM odoo_said s WHERE s.order_id = o.order_id AND s.exception IS NOT NULL),
  'tasks', (SELECT coalesce(jsonb_agg(jsonb_build_object(
      'name', t.name, 'naturalKey', t.natural_key, 'state', t.state, 'attempts', t.attempts, 'createdAt', t.created_at,
      'endedAt', t.ended_at, 'eventId', t.cause->>'causationId',
      'failure', CASE WHEN t.last_failure IS NOT NULL
        THEN jsonb_build_object('code', t.last_failure->>'code', 'message', t.last_failure->>'message') END) ORDER BY t.id), '[]')
    FROM task t WHERE t.document = o.order_id),
  'requests', (SELECT coalesce(jsonb_agg(jsonb_build_object(
      'at', q.at, 'task', q.task, 'model', q.model, 'method', q.method, 'outcome', q.outcome, 'millis', q.millis,
      'recordIds', q.record_ids, 'traceId', q.trace_id) ORDER BY q.at, q.id), '[]')
    FROM odoo_request q WHERE q.natural_keys && ARRAY(SELECT natural_key FROM task WHERE document = o.order_id)
      AND EXISTS (SELECT FROM task t WHERE t.document = o.order_id AND t.name = q.task AND t.natural_key = ANY(q.natural_keys))),
  'events', (SELECT coalesce(jsonb_agg(jsonb_build_object(
      'at', s.said_at, 'eventId', s.event_id, 'eventType', s.event_type, 'record', s.record) ORDER BY s.said_at, s.event_id), '[]')
    FROM odoo_said s WHERE s.order_id = o.order_id)
) AS story
FROM orders o`;

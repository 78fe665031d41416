import { eventsWhere, exceptionsWhere, movesWhere, requestsWhere, tasksWhere } from './story-parts-sql.js';

/** Orders that a name may mean, as CTE `orders`, newest first. Parameters as in story-sql.ts. */
export const NAMED_ORDERS = `named_order AS (
  SELECT order_id FROM odoo_order
  WHERE order_id = $1 OR order_number IN ($1, '#' || $1) OR odoo_name = $1 OR draft->>'origin' = $1
     OR split_part(draft->>'origin', '/', 2) = $1 OR draft->>'customerId' = $1
  UNION
  SELECT order_id FROM odoo_order WHERE jsonb_path_query_array(draft, '$.lines[*].lineId') ? $1
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
  SELECT order_id FROM odoo_delivery WHERE $2 = 'stock.move' AND move_ids @> jsonb_build_array($3::bigint)
  UNION
  SELECT order_id FROM odoo_seen WHERE $2 = 'stock.move' AND move_id = $3::bigint
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
  SELECT o.* FROM odoo_order o JOIN named_order USING (order_id) WHERE o.state <> 'absent'
  ORDER BY o.draft->>'placedAt' DESC, order_id LIMIT $5
)`;

const OF_TASK = 't.document = o.order_id';
const OF_SAID = 's.order_id = o.order_id';

/** The story of a row `o` of `orders`. Personal data is left where it is: the columns are named one by one. */
export const ORDER_STORY = `jsonb_build_object(
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
  'moves', ${movesWhere('m.order_id = o.order_id')},
  'reports', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'id', r.id, 'state', r.state, 'refusal', r.refusal)
      ORDER BY r.kind DESC, r.id), '[]')
    FROM (SELECT 'shipment' AS kind, shipment_id AS id, state, refusal FROM odoo_reported_shipment WHERE order_id = o.order_id
      UNION ALL SELECT 'return', return_id, state, refusal FROM odoo_received_return WHERE order_id = o.order_id) r),
  'exceptions', ${exceptionsWhere('odoo_said', OF_SAID)},
  'tasks', ${tasksWhere(OF_TASK)},
  'requests', ${requestsWhere(OF_TASK)},
  'events', ${eventsWhere('odoo_said', OF_SAID, 's.record')})`;

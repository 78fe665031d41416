import type { Query } from '../measuring/query.js';
import { SCHEMA } from './database.js';

/** Movements added up, beside what the tables say, by product, location and balance. A reservation may be bound to no location. */
const BY_LEVEL = `
  WITH moved AS (
    SELECT product_id, location_id, balance, sum(quantity) AS amount
    FROM ${SCHEMA}.stock_movement WHERE balance IS NOT NULL AND location_id <> '' GROUP BY 1, 2, 3
  ), kept AS (
    SELECT product_id, location_id, of.balance, of.amount
    FROM ${SCHEMA}.stock_level l, LATERAL (VALUES ('on_hand', l.on_hand), ('reserved', l.reserved),
      ('quarantined', l.quarantined), ('incoming', l.incoming), ('in_transit', l.in_transit)) AS of(balance, amount)
  )
  SELECT format('%s at %s: %s is %s, its movements come to %s', product_id, location_id, balance, coalesce(kept.amount, 0),
    coalesce(moved.amount, 0)) AS what
  FROM moved FULL JOIN kept USING (product_id, location_id, balance)
  WHERE coalesce(moved.amount, 0) <> coalesce(kept.amount, 0)`;

const BY_PRODUCT = `
  WITH promised AS (
    SELECT product_id, sum(quantity) AS amount FROM ${SCHEMA}.stock_movement WHERE balance = 'reserved' GROUP BY 1
  ), there AS (
    SELECT product_id, sum(on_hand) AS amount FROM ${SCHEMA}.stock_level WHERE sellable GROUP BY 1
  )
  SELECT format('%s: %s is %s, and comes to %s', p.product_id, of.balance, of.amount, of.moved) AS what
  FROM ${SCHEMA}.product p LEFT JOIN promised USING (product_id) LEFT JOIN there USING (product_id), LATERAL (VALUES
    ('reserved', p.reserved, coalesce(promised.amount, 0)),
    ('on hand', p.on_hand, coalesce(there.amount, 0))) AS of(balance, amount, moved)
  WHERE of.amount <> of.moved`;

/** Sentences about every balance that is not the sum of its movements; by SQL of its own, not by the service's. */
export async function unbalanced(query: Query): Promise<string[]> {
  const rows = [...(await query<{ what: string }>(BY_LEVEL)), ...(await query<{ what: string }>(BY_PRODUCT))];
  return rows.map(({ what }) => what);
}

/** Sentences about every product of which more is promised than is there. Only for products whose goods do not go another way. */
export async function oversold(query: Query): Promise<string[]> {
  const rows = await query<{ what: string }>(
    `SELECT format('%s: %s reserved of %s on hand', product_id, reserved, on_hand) AS what
     FROM ${SCHEMA}.product WHERE reserved > on_hand`,
  );
  return rows.map(({ what }) => what);
}

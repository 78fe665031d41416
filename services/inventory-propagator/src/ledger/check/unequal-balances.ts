import type { Transaction } from '@penstock/persistence';
import type { Finding } from './finding.js';

interface UnequalBalance {
  readonly productId: string;
  /** Empty where it is bound to no location, or is a sum over locations. */
  readonly locationId: string;
  /** A balance of a location, or `product on_hand`, `product quarantined`: what the product's row has of all its sellable levels. */
  readonly balance: string;
  /** Decimal text. */
  readonly kept: string;
  /** Sum of the movements; for a sum over locations, of the levels. */
  readonly summed: string;
}

/** The next products by id after one. */
export async function nextProducts(transaction: Transaction, after: string, atMost: number): Promise<string[]> {
  const rows = await transaction.query<{ id: string }>(
    'SELECT product_id AS id FROM product WHERE product_id > $1 ORDER BY product_id LIMIT $2',
    [after, atMost],
  );
  return rows.map(({ id }) => id);
}

/**
 * Balances of some products that are not the sum of their movements. One statement sees one state of the tables, so that nothing has to be locked, and
 * what is being booked meanwhile is on both sides or on neither.
 */
export async function unequalBalances(transaction: Transaction, productIds: readonly string[]): Promise<Finding[]> {
  const unequal = await transaction.query<UnequalBalance>(UNEQUAL, [productIds]);
  return unequal.map(findingOf);
}

const UNEQUAL = `
    WITH slice AS (
      SELECT product_id, on_hand, quarantined, reserved FROM product WHERE product_id = ANY($1::text[])
    ), level AS (
      SELECT l.* FROM slice JOIN stock_level l USING (product_id)
    ), kept AS (
      SELECT product_id, location_id, balance, amount FROM level CROSS JOIN LATERAL (VALUES
        ('on_hand', level.on_hand), ('quarantined', level.quarantined), ('reserved', level.reserved),
        ('incoming', level.incoming), ('in_transit', level.in_transit)) AS of_level (balance, amount)
      UNION ALL
      SELECT product_id, '', 'reserved',
        slice.reserved - (SELECT coalesce(sum(level.reserved), 0) FROM level WHERE level.product_id = slice.product_id)
      FROM slice
    ), summed AS (
      SELECT slice.product_id, m.location_id, m.balance, sum(m.quantity) AS amount
      FROM slice JOIN stock_movement m ON m.level_day >= slice.product_id || ' ' AND m.level_day < slice.product_id || '!'
      WHERE m.balance IS NOT NULL GROUP BY 1, 2, 3
    ), sellable AS (
      SELECT product_id, sum(on_hand) AS on_hand, sum(greatest(0, least(quarantined, on_hand))) AS quarantined
      FROM level WHERE sellable GROUP BY 1
    ), unequal AS (
      SELECT product_id, location_id, balance, coalesce(kept.amount, 0) AS kept, coalesce(summed.amount, 0) AS summed
      FROM kept FULL JOIN summed USING (product_id, location_id, balance)
      UNION ALL
      SELECT product_id, '', 'product ' || balance, kept, summed
      FROM slice LEFT JOIN sellable USING (product_id) CROSS JOIN LATERAL (VALUES
        ('on_hand', slice.on_hand, coalesce(sellable.on_hand, 0)),
        ('quarantined', slice.quarantined, coalesce(sellable.quarantined, 0))) AS of_product (balance, kept, summed)
    )
    SELECT product_id AS "productId", location_id AS "locationId", balance, kept::text, summed::text
    FROM unequal WHERE kept <> summed ORDER BY 1, 2, 3`;

/** `on_hand at loc_main is 7, its movements come to 9`. */
function findingOf({ productId, balance, locationId, kept, summed }: UnequalBalance): Finding {
  const parts = balance.startsWith('product ') ? 'its levels' : 'its movements';
  const name = locationId === '' ? balance : `${balance} ${locationId}`;
  return {
    productId,
    kind: 'LEDGER_MISMATCH',
    figure: `${balance}${locationId === '' ? '' : ` at ${locationId}`} is ${kept}, ${parts} come to ${summed}`,
    facts: { [`${name} kept`]: kept, [`${name} summed`]: summed },
  };
}

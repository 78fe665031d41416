import type { Transaction } from '@penstock/persistence';
import type { Finding } from './finding.js';

interface NegativeLevel {
  readonly productId: string;
  readonly locationId: string;
  readonly onHand: string;
}

/**
 * Sellable levels that are below zero, and have been left alone for a while. A moment below zero is nothing: of a receipt and a shipment the second
 * may be heard of first. What stays there is a receipt nobody booked, or a shipment from the wrong place.
 */
export async function negativeLevels(
  transaction: Transaction,
  productIds: readonly string[],
  settledMs: number,
): Promise<Finding[]> {
  const levels = await transaction.query<NegativeLevel>(
    `SELECT product_id AS "productId", location_id AS "locationId", on_hand::text AS "onHand" FROM stock_level l
     WHERE product_id = ANY($1::text[]) AND sellable AND on_hand < 0 AND NOT EXISTS (
       SELECT FROM stock_movement m WHERE m.level_day >= l.product_id || ' ' || l.location_id
         AND m.level_day < l.product_id || ' ' || l.location_id || '!' AND m.recorded_at > now() - $2 * interval '1 ms')
     ORDER BY 1, 2`,
    [productIds, settledMs],
  );
  return levels.map(({ productId, locationId, onHand }) => ({
    ...{ productId, kind: 'NEGATIVE_STOCK' as const, figure: `${onHand} at ${locationId}` },
    facts: { [`on_hand ${locationId}`]: onHand },
  }));
}

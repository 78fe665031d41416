import type { Sql } from './sql.js';

export interface ReservedLine {
  readonly sku: string | null;
  readonly state: string;
  readonly reserved: number;
}

/** The reservations of an order, in the order of their SKUs. */
export async function reservationsOf(sql: Sql, orderId: string): Promise<ReservedLine[]> {
  const rows = await sql<{ sku: string | null; state: string; reserved: string }>(
    'SELECT sku, state, reserved FROM inventory_propagator.reservation WHERE order_id = $1 ORDER BY sku',
    [orderId],
  );
  return rows.map((row) => ({ ...row, reserved: Number(row.reserved) }));
}

export interface Stock {
  readonly onHand: number;
  readonly reserved: number;
  /** onHand − reserved. */
  readonly available: number;
}

/** The ledger's sums of a product. Throws an Error while the product is unknown. */
export async function stockOf(sql: Sql, sku: string): Promise<Stock> {
  const [row] = await sql<{ on_hand: string; reserved: string }>(
    'SELECT on_hand, reserved FROM inventory_propagator.product WHERE sku = $1',
    [sku],
  );
  if (!row) throw new Error(`inventory-propagator knows no product ${sku}`);
  const [onHand, reserved] = [Number(row.on_hand), Number(row.reserved)];
  return { onHand, reserved, available: onHand - reserved };
}

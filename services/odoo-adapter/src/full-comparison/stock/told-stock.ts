import { type Decimal, decimal } from '@penstock/domain';
import type { Transaction } from '@penstock/persistence';
import { stockBases } from './stock-base.js';

/** By product and place, keyed as `odoo_stock_base` is. */
export type Stock = ReadonlyMap<string, StockLevel>;

export interface StockLevel {
  readonly productId: string;
  readonly locationId: string;
  readonly amount: Decimal;
}

export const levelKey = ({ productId, locationId }: Pick<StockLevel, 'productId' | 'locationId'>): string =>
  stockBases.idOf({ productId, locationId });

const TOLD = `SELECT product_id AS "productId", location_id AS "locationId", sum(amount)::text AS amount FROM (
    SELECT product_id, coalesce(from_location, from_transit) AS location_id, -quantity AS amount FROM odoo_seen
      WHERE product_id = ANY($1::text[]) AND coalesce(from_location, from_transit) IS NOT NULL
    UNION ALL SELECT product_id, coalesce(to_location, to_transit), quantity FROM odoo_seen
      WHERE product_id = ANY($1::text[]) AND coalesce(to_location, to_transit) IS NOT NULL
    UNION ALL SELECT product_id, location_id, amount FROM odoo_stock_base WHERE product_id = ANY($1::text[])
  ) effects GROUP BY product_id, location_id`;

/** The stock of some products as ledgers were told: the opening, what moved since, and corrections. */
export async function toldStock(transaction: Transaction, productIds: readonly string[]): Promise<Stock> {
  const rows = await transaction.query<{ productId: string; locationId: string; amount: string }>(TOLD, [productIds]);
  return new Map(rows.map((row) => [levelKey(row), { ...row, amount: decimal(row.amount) }]));
}

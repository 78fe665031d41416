import type { Transaction } from '@penstock/persistence';

/** How far a snapshot is. */
export interface SnapshotRun {
  /** The last product that is in it. */
  readonly lastProductId: string;
}

/** Begins a day's snapshot, or takes it up where it was left. @returns undefined where it is whole, or another replica is at it */
export async function takeUp(transaction: Transaction, day: string): Promise<SnapshotRun | undefined> {
  await transaction.query('INSERT INTO stock_snapshot_run (day) VALUES ($1) ON CONFLICT DO NOTHING', [day]);
  const [run] = await transaction.query<SnapshotRun>(
    `SELECT last_product_id AS "lastProductId" FROM stock_snapshot_run
     WHERE day = $1 AND finished_at IS NULL FOR UPDATE SKIP LOCKED`,
    [day],
  );
  return run;
}

/** What is bound to no location stands under the empty one, so that each column adds up to the balance of the product. */
const SLICE = `
  WITH slice AS (
    SELECT product_id, sku, coalesce(unit, 'unit') AS unit, reserved FROM product
    WHERE product_id COLLATE "C" > $2 ORDER BY product_id COLLATE "C" LIMIT $3
  ), balance AS (
    SELECT l.product_id, l.location_id, on_hand, quarantined, l.reserved, incoming, in_transit
    FROM stock_level l JOIN slice USING (product_id)
    UNION ALL
    SELECT s.product_id, '', 0, 0, s.reserved - coalesce(sum(l.reserved), 0), 0, 0
    FROM slice s LEFT JOIN stock_level l USING (product_id) GROUP BY s.product_id, s.reserved
  ), taken AS (
    INSERT INTO stock_snapshot
    SELECT $1, product_id, location_id, sku, unit, on_hand, quarantined, balance.reserved, incoming, in_transit, now()
    FROM balance JOIN slice USING (product_id)
    WHERE on_hand <> 0 OR quarantined <> 0 OR balance.reserved <> 0 OR incoming <> 0 OR in_transit <> 0
    RETURNING 1
  )
  SELECT (SELECT max(product_id COLLATE "C") FROM slice) AS last, (SELECT count(*) FROM taken)::int AS rows`;

/**
 * Takes the next products into a day's snapshot. Each slice is one statement and so of one moment; the whole of a snapshot is as of the minutes it took.
 * @returns false once there are no more
 */
export async function takeSlice(
  transaction: Transaction,
  day: string,
  { lastProductId }: SnapshotRun,
  products: number,
): Promise<boolean> {
  const [slice] = await transaction.query<{ last: string | null; rows: number }>(SLICE, [day, lastProductId, products]);
  const last = slice?.last ?? null;
  await transaction.query(
    last === null
      ? 'UPDATE stock_snapshot_run SET finished_at = now() WHERE day = $1'
      : 'UPDATE stock_snapshot_run SET last_product_id = $2, rows = rows + $3 WHERE day = $1',
    last === null ? [day] : [day, last, slice?.rows ?? 0],
  );
  return last !== null;
}

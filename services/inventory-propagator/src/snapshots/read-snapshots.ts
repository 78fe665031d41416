import type { UnitsOfWork } from '@penstock/messaging';

/** A day's snapshot, for people. Times are ISO 8601. */
export interface SnapshotView {
  readonly day: string;
  readonly rows: number;
  /** Null while it is being taken. */
  readonly finishedAt: string | null;
}

/** What was of one product at one location. Quantities are decimal text in `unit`; an empty location is what is bound to none. */
export interface SnapshotRow {
  readonly productId: string;
  readonly locationId: string;
  readonly sku: string | null;
  readonly unit: string;
  readonly onHand: string;
  readonly quarantined: string;
  readonly reserved: string;
  readonly incoming: string;
  readonly inTransit: string;
  readonly takenAt: string;
}

export interface SnapshotPage {
  readonly items: readonly SnapshotRow[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

type Database = Pick<UnitsOfWork, 'database'>;

/** The latest first. */
export const readSnapshots = ({ database }: Database, limit: number): Promise<SnapshotView[]> =>
  database.query<SnapshotView[]>(
    `SELECT day::text, rows::int, to_char(finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "finishedAt"
     FROM stock_snapshot_run ORDER BY day DESC LIMIT $1`,
    [limit],
  );

/**
 * @param after `next` of the page before: product and location, with a blank between them
 * @returns undefined where there is none of that day, or it is not whole yet
 */
export async function readSnapshot(
  { database }: Database,
  day: string,
  { limit, after = ' ' }: { limit: number; after?: string | undefined },
): Promise<SnapshotPage | undefined> {
  const [run] = await database.query<unknown[]>(
    'SELECT 1 FROM stock_snapshot_run WHERE day = $1 AND finished_at IS NOT NULL',
    [day],
  );
  if (!run) return undefined;
  const blank = after.indexOf(' ');
  const items = await database.query<SnapshotRow[]>(
    `SELECT product_id AS "productId", location_id AS "locationId", sku, unit, trim_scale(on_hand)::text AS "onHand",
       trim_scale(quarantined)::text AS quarantined, trim_scale(reserved)::text AS reserved,
       trim_scale(incoming)::text AS incoming, trim_scale(in_transit)::text AS "inTransit",
       to_char(taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "takenAt"
     FROM stock_snapshot WHERE day = $1 AND (product_id, location_id) > ($2, $3) ORDER BY product_id, location_id LIMIT $4`,
    [day, after.slice(0, blank), after.slice(blank + 1), limit + 1],
  );
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { items: page, next: last && items.length > limit ? `${last.productId} ${last.locationId}` : null };
}

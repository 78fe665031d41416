import type { Transaction } from '@penstock/persistence';

/** How long a relay may go without renewing before another takes its lanes. */
export const LEASE_SECONDS = 10;

/**
 * Renews the leases this relay holds and takes those that are free, up to its fair share.
 * The database's clock decides, not the relay's, so that two relays never both believe they hold a lane.
 * @returns the lanes held until {@link LEASE_SECONDS} from now
 */
export async function leaseLanes(transaction: Transaction, holder: string, share: number): Promise<number[]> {
  const rows = await transaction.query<{ lane: number }>(
    `WITH wanted AS (
       SELECT lane FROM lane_lease WHERE holder = $1 OR expires_at < clock_timestamp()
       ORDER BY (holder = $1) DESC, lane LIMIT $2 FOR UPDATE SKIP LOCKED)
     UPDATE lane_lease l SET holder = $1, expires_at = clock_timestamp() + make_interval(secs => $3)
     FROM wanted w WHERE l.lane = w.lane RETURNING l.lane`,
    [holder, share, LEASE_SECONDS],
    'lease lanes',
  );
  return rows.map((row) => row.lane).sort((a, b) => a - b);
}

/** Gives the lanes back at a clean stop, so that the next relay need not wait for them to expire. */
export async function releaseLanes(transaction: Transaction, holder: string): Promise<void> {
  await transaction.query(`UPDATE lane_lease SET expires_at = 'epoch' WHERE holder = $1`, [holder]);
}

import type { Transaction } from '@penstock/persistence';
import { LANES } from './outbox-store.js';
import { LANES_CHANGED, notifyOutbox } from './outbox-channel.js';

/** What a relay holds, and what it should hold. */
export interface Lease {
  /** Until the lease ends by the database's clock, no other relay takes these. */
  readonly lanes: readonly number[];
  /** This relay's fair share. More than it holds while another has not yet given up, or lost, the lanes it lacks. */
  readonly share: number;
}

/**
 * Renews the leases of a relay, gives up those beyond its fair share, and takes free ones up to it. Call it between sends only.
 * The database's clock decides, not the relay's, so that two relays never both believe they hold a lane.
 */
export async function leaseLanes(transaction: Transaction, holder: string, millis: number): Promise<Lease> {
  const isNew = await announce(transaction, holder, millis);
  const share = await fairShare(transaction, holder);
  const surplus = await transaction.query(
    `UPDATE lane_lease SET expires_at = 'epoch', holder = '' WHERE lane IN (
       SELECT lane FROM lane_lease WHERE holder = $1 ORDER BY lane OFFSET $2 FOR UPDATE) RETURNING lane`,
    [holder, share],
  );
  const rows = await transaction.query<{ lane: number }>(
    `WITH wanted AS (
       SELECT lane FROM lane_lease WHERE holder = $1 OR expires_at < clock_timestamp()
       ORDER BY (holder = $1) DESC, lane LIMIT $2 FOR UPDATE SKIP LOCKED)
     UPDATE lane_lease l SET holder = $1, expires_at = clock_timestamp() + make_interval(secs => $3::float8)
     FROM wanted w WHERE l.lane = w.lane RETURNING l.lane`,
    [holder, share, millis / 1000],
    'lease lanes',
  );
  if (isNew || surplus.length > 0) await notifyOutbox(transaction, LANES_CHANGED);
  return { lanes: rows.map((row) => row.lane).sort((a, b) => a - b), share };
}

/** Gives all lanes back at a clean stop, so that the others need not wait for them to expire. */
export async function releaseLanes(transaction: Transaction, holder: string): Promise<void> {
  await transaction.query(`UPDATE lane_lease SET expires_at = 'epoch', holder = '' WHERE holder = $1`, [holder]);
  await transaction.query('DELETE FROM outbox_relay WHERE holder = $1', [holder]);
  await notifyOutbox(transaction, LANES_CHANGED);
}

/** @returns true when the others do not know this relay yet */
async function announce(transaction: Transaction, holder: string, millis: number): Promise<boolean> {
  await transaction.query(`DELETE FROM outbox_relay WHERE expires_at < clock_timestamp() - interval '1 hour'`);
  const [row] = await transaction.query<{ isNew: boolean }>(
    `INSERT INTO outbox_relay AS r (holder, expires_at) VALUES ($1, clock_timestamp() + make_interval(secs => $2))
     ON CONFLICT (holder) DO UPDATE SET expires_at = excluded.expires_at RETURNING r.xmax = 0 AS "isNew"`,
    [holder, millis / 1000],
  );
  return row?.isNew ?? false;
}

/** The lanes divided among all relays alive; the first ones by name take what remains. A relay of an older version is known by its leases only. */
async function fairShare(transaction: Transaction, holder: string): Promise<number> {
  const [row] = await transaction.query<{ relays: number; before: number }>(
    `SELECT count(*)::integer AS relays, (count(*) FILTER (WHERE holder < $1))::integer AS before FROM (
       SELECT holder FROM outbox_relay WHERE expires_at > clock_timestamp()
       UNION SELECT holder FROM lane_lease WHERE expires_at > clock_timestamp()) AS alive`,
    [holder],
  );
  const { relays = 1, before = 0 } = row ?? {};
  return Math.floor(LANES / relays) + (before < LANES % relays ? 1 : 0);
}

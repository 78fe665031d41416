import type { UnitOfWork } from '@penstock/messaging';
import { urgency } from '../urgency.js';

/** Listings in one transaction: some tens of milliseconds. */
const CHUNK = 1_000;

export interface Chunk {
  /** Listings looked at: fewer than there were places only at the end. */
  readonly looked: number;
  /** The last of them; null where there were none. */
  readonly lastRef: string | null;
}

/**
 * Wants the next listings of a channel told again, after all that is urgent. A listing that is to be told anyway is left as it is, and so is one
 * that nobody has wished anything for yet.
 * @param afterRef the last one of the chunk before; empty at first
 * @param readFirst whether the channel is asked what it shows, so that only what differs is written
 */
export async function askAgain(
  { transaction }: UnitOfWork,
  destination: string,
  afterRef: string,
  readFirst: boolean,
): Promise<Chunk> {
  // Locked in the order of their keys, as handlers and workers lock them.
  const [chunk] = await transaction.query<Chunk>(
    `WITH chunk AS (
       SELECT ref FROM product_listing WHERE destination = $1 AND ref > $2 ORDER BY ref LIMIT ${CHUNK} FOR UPDATE),
     asked AS (
       UPDATE product_listing l SET desired_version = l.desired_version + 1, priority = ${urgency.resync}, reread = l.reread OR $3
       FROM chunk c WHERE l.destination = $1 AND l.ref = c.ref AND l.desired_version > 0 AND l.desired_version <= l.confirmed_version)
     SELECT count(*)::integer AS looked, max(ref) AS "lastRef" FROM chunk`,
    [destination, afterRef, readFirst],
  );
  return chunk ?? { looked: 0, lastRef: null };
}

/** How many listings of a channel wait to be told again, counted to `most`. */
export async function waiting(
  transaction: Pick<UnitOfWork['transaction'], 'query'>,
  destination: string,
  most: number,
): Promise<number> {
  const [row] = await transaction.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM (SELECT FROM product_listing
       WHERE destination = $1 AND desired_version > confirmed_version AND priority = ${urgency.resync} LIMIT $2) waiting`,
    [destination, most],
  );
  return row?.count ?? 0;
}

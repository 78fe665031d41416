import type { UnitOfWork } from '@penstock/messaging';
import type { ChannelListingRow } from './channel-listing.js';

type Place = Pick<ChannelListingRow, 'destination' | 'ref'>;

/**
 * Takes out what the channel is told about a listing. Not while a push of it is under way: its answer would be written down for a row that is
 * gone.
 * @returns false where it has to wait
 */
export async function unlist({ transaction }: UnitOfWork, { destination, ref }: Place): Promise<boolean> {
  const [left] = await transaction.query<{ left: boolean }>(
    `WITH gone AS (
       DELETE FROM product_listing WHERE destination = $1 AND ref = $2 AND leased_until <= now() RETURNING 1
     )
     SELECT NOT EXISTS (SELECT FROM gone)
       AND EXISTS (SELECT FROM product_listing WHERE destination = $1 AND ref = $2) AS left`,
    [destination, ref],
    'unlist',
  );
  return left?.left !== true;
}

/** Forgets a listing that nobody names any more. */
export async function forget({ transaction }: UnitOfWork, { destination, ref }: Place): Promise<void> {
  await transaction.query(
    'DELETE FROM channel_listing WHERE destination = $1 AND ref = $2',
    [destination, ref],
    'forget listing',
  );
}

import { problem } from '@penstock/http';
import type { UnitOfWork, UnitsOfWork } from '@penstock/messaging';
import { catalogSkus } from '../catalog/catalog-sku.js';
import type { ChannelBuffers } from '../listings/listed.js';
import { nearest } from '../rules/nearest.js';
import { resolve } from '../identifiers/resolve.js';
import { channelListings } from './channel-listing.js';
import { decided, ended } from './statements.js';

/** What a person decides about a listing. */
export interface ListingDecision {
  readonly destination: string;
  readonly ref: string;
  /** Null takes an earlier decision back: channel and files count again. */
  readonly sku: string | null;
  /** The channel has it no more: it is told nothing from now on. */
  readonly ended: boolean;
  readonly actor: string;
  readonly reason: string;
}

/** What a decision changed. */
export interface DecidedListing {
  readonly destination: string;
  readonly ref: string;
  readonly sku: string | null;
  /** The SKU that counted before. */
  readonly before: string | null;
}

/**
 * Writes down which product a listing stands for, who says so, and why; the mapping loop does the rest.
 * @throws {Problem} 422 where nobody knows the channel or the SKU
 */
export async function decideListing(
  units: UnitsOfWork,
  buffers: ChannelBuffers,
  decision: ListingDecision,
): Promise<DecidedListing> {
  const { destination, ref, sku, actor, reason } = decision;
  mustBeChannel(destination, buffers);
  return units.run(undefined, async (unit) => {
    if (sku !== null) await mustBeSku(unit, sku);
    const row = await unit.lock(channelListings.one({ destination, ref }));
    const next = decision.ended ? ended(row) : decided(row, sku, actor, unit.now);
    unit.save(channelListings.save(next));
    await unit.transaction.query(
      `INSERT INTO listing_decision (destination, ref, sku, before_sku, ended, actor, reason, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now())`,
      [destination, ref, sku, row.sku, decision.ended, actor, reason],
    );
    return { destination, ref, sku: next.sku, before: row.sku };
  });
}

function mustBeChannel(destination: string, buffers: ChannelBuffers): void {
  if (buffers.has(destination)) return;
  const near = nearest(destination, buffers.keys());
  const known = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Add it to the channels file first.';
  throw problem(422, {
    ...{ type: '/problems/channel-unknown', title: 'The channel is unknown' },
    detail: `There is no channel ${destination} in the channels file. ${known}`,
  });
}

/** Under the SKU's lock: the product that has it cannot give it up meanwhile. */
async function mustBeSku(unit: UnitOfWork, sku: string): Promise<void> {
  const [found] = await resolve(unit.transaction, [{ sku }]);
  if (found?.kind === 'product') return void (await unit.lock(catalogSkus.one({ sku })));
  throw problem(422, {
    ...{ type: '/problems/sku-unknown', title: 'The SKU is unknown' },
    detail: `No product has the SKU ${sku}. Give the product in Odoo the internal reference ${sku}, or name another.`,
  });
}

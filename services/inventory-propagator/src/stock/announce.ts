import type { AvailabilityChanged, EventMode } from '@penstock/contracts';
import type { Given, Outgoing } from '@penstock/messaging';
import type { Save } from '@penstock/persistence';
import { type ListingRow, listings } from '../listings/listing.js';
import { offered, wish } from '../listings/wish.js';
import type { Rules } from '../rules/rules.js';
import { products } from './product.js';
import { availabilityChanged } from './say-availability.js';
import { stockLevels } from './stock-level.js';
import { availableOf, type Stock } from './stock.js';

/** What a handler hands to the unit of work for one product. */
export interface Change {
  readonly save: readonly Save[];
  readonly events: readonly Outgoing<AvailabilityChanged>[];
}

/**
 * What follows from a change of stock: the rows that differ, what the channels should offer now, and AvailabilityChanged where what may be
 * sold is another than was announced last.
 * @param mode a backfilled fact is booked, and nobody is told: the next live one announces the difference
 * @param rules as `rulesOf` reads them
 */
export function announce(before: Stock, after: Stock, given: Given, mode: EventMode, rules: Rules): Change {
  const live = mode !== 'backfill';
  const available = availableOf(after);
  const changed = live && !available.eq(after.product.announced);
  const save: Save[] = [];
  if (changed || after.product !== before.product) {
    const announced = changed ? available : after.product.announced;
    save.push(products.save({ ...after.product, announced, revision: before.product.revision + 1 }));
  }
  for (const level of after.levels) if (!before.levels.includes(level)) save.push(stockLevels.save(level));
  for (const listing of after.listings) {
    const offer = live ? offerOf(before, after, listing, given, rules) : listing;
    if (!before.listings.includes(offer)) save.push(listings.save(offer));
  }
  return { save, events: changed ? [availabilityChanged(after)] : [] };
}

function offerOf(before: Stock, after: Stock, listing: ListingRow, given: Given, rules: Rules): ListingRow {
  // Before anything was counted or moved, nobody knows what is there: telling zero would empty the shop.
  if (after.levels.length === 0) return listing;
  const { sku, active } = after.product;
  const { destination, ref } = listing;
  const soldBefore = before.listings.find((one) => one.destination === destination && one.ref === ref)?.sold;
  const channel = destination.slice(destination.indexOf(':') + 1);
  const { buffer } = rules.ruleFor(channel, sku, listing);
  const quantity = active && listing.sku === sku ? offered(availableOf(after), buffer) : 0;
  return wish(listing, quantity, given, soldBefore !== undefined && soldBefore !== listing.sold);
}

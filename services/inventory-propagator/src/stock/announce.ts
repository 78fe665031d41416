import type { AvailabilityChanged, EventMode } from '@penstock/contracts';
import type { Given, Outgoing } from '@penstock/messaging';
import type { Save } from '@penstock/persistence';
import { listings } from '../listings/listing.js';
import { wishes, type Wishes } from '../listings/wishes.js';
import { askForReview } from '../review/availability-review.js';
import type { Rules } from '../rules/rules.js';
import { sellableOf } from '../rules/sellable.js';
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
  const { product } = after;
  const available = availableOf(after);
  // What may be sold of a kit follows from its parts: the review finds it, and says it.
  const changed = live && !product.isKit && !available.eq(product.announced);
  const save: Save[] = [];
  if (changed || product !== before.product) {
    const announced = changed ? available : product.announced;
    save.push(products.save({ ...product, announced, revision: before.product.revision + 1 }));
  }
  for (const level of after.levels) if (!before.levels.includes(level)) save.push(stockLevels.save(level));
  const tells = live && !product.isKit && after.listings.length > 0;
  const wished = tells ? wishesOf(before, after, given, rules) : { ...after, outdated: false };
  for (const listing of wished.listings) if (!before.listings.includes(listing)) save.push(listings.save(listing));
  if (live && (product.inKits || product.isKit || wished.outdated)) save.push(askForReview(product.productId, given));
  return { save, events: changed ? [availabilityChanged(after, available)] : [] };
}

const wishesOf = (before: Stock, after: Stock, given: Given, rules: Rules): Wishes =>
  wishes({ ...after, before: before.listings }, sellableOf(after), rules, given);

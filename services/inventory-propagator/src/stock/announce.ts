import { AvailabilityChanged, type EventMode } from '@penstock/contracts';
import { type Decimal, decimal } from '@penstock/domain';
import { type Given, type Outgoing, say } from '@penstock/messaging';
import type { Save } from '@penstock/persistence';
import { type ListingRow, listings } from '../listings/listing.js';
import { offered, wish } from '../listings/wish.js';
import { products } from './product.js';
import { stockLevels } from './stock-level.js';
import { availableOf, type Stock, unitOf } from './stock.js';

/** What a handler hands to the unit of work for one product. */
export interface Change {
  readonly save: readonly Save[];
  readonly events: readonly Outgoing<AvailabilityChanged>[];
}

/**
 * What follows from a change of stock: the rows that differ, what the channels should offer now, and AvailabilityChanged where what may be
 * sold is another than was announced last.
 * @param mode a backfilled fact is booked, and nobody is told: the next live one announces the difference
 */
export function announce(before: Stock, after: Stock, given: Given, mode: EventMode): Change {
  const live = mode !== 'backfill';
  const available = availableOf(after);
  const changed = live && !available.eq(after.product.announced);
  const product = changed ? { ...after.product, announced: available } : after.product;
  const wished = live ? after.listings.map((listing) => offer(before, after, listing, given)) : after.listings;
  return {
    save: [
      ...(product === before.product ? [] : [products.save(product)]),
      ...after.levels.filter((level) => !before.levels.includes(level)).map((level) => stockLevels.save(level)),
      ...wished.filter((listing) => !before.listings.includes(listing)).map((listing) => listings.save(listing)),
    ],
    events: changed ? [availabilityChanged(after)] : [],
  };
}

function offer(before: Stock, after: Stock, listing: ListingRow, given: Given): ListingRow {
  // Before anything was counted or moved, nobody knows what is there: telling zero would empty the shop.
  if (after.levels.length === 0) return listing;
  const { sku, active } = after.product;
  const soldBefore = before.listings.find(
    (one) => one.destination === listing.destination && one.ref === listing.ref,
  )?.sold;
  const quantity = active && listing.sku === sku ? offered(availableOf(after), listing.buffer) : 0;
  return wish(listing, quantity, given, soldBefore !== undefined && soldBefore !== listing.sold);
}

const NONE = decimal('0');

function availabilityChanged(after: Stock): Outgoing<AvailabilityChanged> {
  const { productId, onHand, reserved, announced } = after.product;
  const quantity = (amount: Decimal) => ({ amount, unit: unitOf(after) });
  return say(AvailabilityChanged, {
    productId,
    onHand: quantity(onHand),
    reserved: quantity(reserved),
    available: quantity(availableOf(after)),
    previousAvailable: quantity(announced),
    locations: after.levels
      .filter(({ sellable }) => sellable)
      .map((level) => ({
        locationId: level.locationId,
        onHand: quantity(level.onHand),
        reserved: quantity(NONE),
        available: quantity(level.onHand),
        incoming: null,
        inTransit: null,
        quarantined: null,
      })),
    incoming: null,
    inTransit: null,
    quarantined: null,
  });
}

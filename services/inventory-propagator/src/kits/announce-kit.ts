import { AvailabilityChanged } from '@penstock/contracts';
import { zero } from '@penstock/domain';
import { type Given, say } from '@penstock/messaging';
import { listings } from '../listings/listing.js';
import { wishes } from '../listings/wishes.js';
import type { Rules } from '../rules/rules.js';
import type { Sellable } from '../rules/sellable.js';
import type { Change } from '../stock/announce.js';
import { products } from '../stock/product.js';
import { type Stock, unitOf } from '../stock/stock.js';
import { nothingBeyond } from './nothing-beyond.js';

/**
 * What follows from what can be made of a kit: what the channels should offer, and AvailabilityChanged where that is another number than was
 * announced last. A kit has no stock of its own: on hand it has what can be made, nothing of it is reserved, and no location has any.
 * @param sellable null while nobody knows what is there of its parts: nobody is told anything
 */
export function announceKit(kit: Stock, sellable: Sellable | null, given: Given, rules: Rules): Change {
  const { product } = kit;
  const wished = wishes(
    { product, listings: kit.listings, before: kit.listings },
    sellable,
    nothingBeyond(rules),
    given,
  );
  const save = wished.listings.filter((row) => !kit.listings.includes(row)).map((row) => listings.save(row));
  if (sellable === null || sellable.available.eq(product.announced)) return { save, events: [] };
  const { available } = sellable;
  const unit = unitOf(kit);
  const event = say(AvailabilityChanged, {
    productId: product.productId,
    onHand: { amount: available, unit },
    reserved: { amount: zero, unit },
    available: { amount: available, unit },
    previousAvailable: { amount: product.announced, unit },
    locations: [],
    incoming: null,
    inTransit: null,
    quarantined: null,
  });
  const announced = products.save({ ...product, announced: available, revision: product.revision + 1 });
  return { save: [announced, ...save], events: [event] };
}

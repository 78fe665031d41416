import { AvailabilityChanged, StockAdjusted } from '@penstock/contracts';
import { defineHandler, done } from '@penstock/messaging';
import { locationRef, placeOf } from '../catalog/location.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { announce } from '../stock/announce.js';
import { move } from '../stock/book.js';
import { Journal } from '../stock/journal.js';
import { stockLoads } from '../stock/stock.js';
import { checkMovement } from './content-rules.js';

/** Stock moved for a reason that is no order of ours: books it, and says what may now be sold. */
export const onStockAdjusted = defineHandler({
  id: 'inventory-propagator.stock-adjusted',
  on: StockAdjusted,
  emits: [AvailabilityChanged],
  loads: { ...stockLoads, ...rulesLoad, location: (event) => locationRef(event.locationId) },

  handle(event, { product, levels, listings, location, rules }, given) {
    checkMovement(event);
    const { meta, locationId, delta, cause, odooMoveId, effectiveAt } = event;
    const before = { product, levels, listings };
    const journal = new Journal(meta.eventId, given.now);
    const why = { kind: 'adjusted', cause, odooMoveId, effectiveAt } as const;
    const after = move(before, placeOf(location, locationId), delta, why, journal);
    const { save, events } = announce(before, after, given, meta.mode, rulesOf(rules));
    return done({ save: [...save, ...journal.save], events });
  },
});

import { AvailabilityChanged, StockQuarantined } from '@penstock/contracts';
import { defineHandler, done } from '@penstock/messaging';
import { locationRef, placeOf } from '../catalog/location.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { announce } from '../stock/announce.js';
import { shift } from '../stock/book.js';
import { Journal } from '../stock/journal.js';
import { stockLoads } from '../stock/stock.js';
import { measured } from '../stock/units.js';
import { checkMovement } from './content-rules.js';

/** Goods were set aside, or given free again: on hand stays as it is, what may be sold of it changes. */
export const onStockQuarantined = defineHandler({
  id: 'inventory-propagator.stock-quarantined',
  on: StockQuarantined,
  emits: [AvailabilityChanged],
  loads: { ...stockLoads, ...rulesLoad, location: (event) => locationRef(event.locationId) },

  handle(event, { product, levels, listings, location, rules }, given) {
    checkMovement(event);
    const { meta, locationId, delta, reason, effectiveAt } = event;
    const before = { product, levels, listings };
    const journal = new Journal(meta.eventId, given.now);
    const { stock, amount } = measured(before, delta);
    const why = { kind: 'quarantined', cause: reason, effectiveAt } as const;
    const after = shift(stock, placeOf(location, locationId), 'quarantined', amount, why, journal);
    const { save, events } = announce(before, after, given, meta.mode, rulesOf(rules));
    return done({ save: [...save, ...journal.save], events });
  },
});

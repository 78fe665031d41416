import { AvailabilityChanged, CycleCountCompleted } from '@penstock/contracts';
import { defineHandler, done } from '@penstock/messaging';
import { locationRef, placeOf } from '../catalog/location.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { announce } from '../stock/announce.js';
import { count } from '../stock/book.js';
import { Journal } from '../stock/journal.js';
import { stockLoads } from '../stock/stock.js';
import { levelDays, stockMovements } from '../stock/stock-movement.js';
import { checkCount } from './content-rules.js';

/** Somebody counted: replaces what the ledger believed as of that instant; what moved later comes on top. */
export const onCycleCountCompleted = defineHandler({
  id: 'inventory-propagator.cycle-count-completed',
  on: CycleCountCompleted,
  emits: [AvailabilityChanged],
  loads: { ...stockLoads, ...rulesLoad, location: (event) => locationRef(event.locationId) },
  thenLoads: {
    since: ({ productId, locationId, countedAt }, { levels }) => {
      const lastMovedAt = levels.find((level) => level.locationId === locationId)?.lastMovedAt ?? countedAt;
      const days = levelDays(productId, locationId, countedAt, lastMovedAt);
      return days.map((day) => stockMovements.children('levelDay', day));
    },
  },

  handle(event, { product, levels, listings, location, rules, since }, given) {
    checkCount(event);
    const { meta, locationId, counted, countedAt: effectiveAt } = event;
    const before = { product, levels, listings };
    const journal = new Journal(meta.eventId, given.now);
    const why = { kind: 'counted', cause: event.opening ? 'OPENING' : 'COUNT', effectiveAt } as const;
    const after = count(before, placeOf(location, locationId), counted, why, since, journal);
    const { save, events } = announce(before, after, given, meta.mode, rulesOf(rules));
    return done({ save: [...save, ...journal.save], events });
  },
});

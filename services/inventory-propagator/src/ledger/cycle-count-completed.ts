import { AvailabilityChanged, CycleCountCompleted } from '@penstock/contracts';
import { defineHandler, done } from '@penstock/messaging';
import { locationRef, placeOf } from '../catalog/location.js';
import { announce } from '../stock/announce.js';
import { count } from '../stock/book.js';
import { stockLoads } from '../stock/stock.js';
import { levelDay, levelDays, stockMovements } from '../stock/stock-movement.js';
import { checkCount } from './content-rules.js';

/** Somebody counted: replaces what the ledger believed as of that instant; what moved later comes on top. */
export const onCycleCountCompleted = defineHandler({
  id: 'inventory-propagator.cycle-count-completed',
  on: CycleCountCompleted,
  emits: [AvailabilityChanged],
  loads: { ...stockLoads, location: (event) => locationRef(event.locationId) },
  thenLoads: {
    since: ({ productId, locationId, countedAt }, { levels }) => {
      const lastMovedAt = levels.find((level) => level.locationId === locationId)?.lastMovedAt ?? countedAt;
      const days = levelDays(productId, locationId, countedAt, lastMovedAt);
      return days.map((day) => stockMovements.children('levelDay', day));
    },
  },

  handle(event, { product, levels, listings, location, since }, given) {
    checkCount(event);
    const { productId, locationId, counted, countedAt } = event;
    const before = { product, levels, listings };
    const { stock, applied } = count(before, placeOf(location, locationId), counted, countedAt, since);
    const record = stockMovements.save({
      eventId: event.meta.eventId,
      position: 0,
      productId,
      locationId,
      kind: 'counted',
      quantity: counted.amount,
      unit: counted.unit,
      cause: event.opening ? 'OPENING' : 'COUNT',
      effectiveAt: countedAt,
      levelDay: levelDay(productId, locationId, countedAt),
      applied,
      orderLineId: null,
      odooMoveId: null,
      recordedAt: given.now,
    });
    const { save, events } = announce(before, stock, given, event.meta.mode);
    return done({ save: [...save, record], events });
  },
});

import { AvailabilityChanged, StockAdjusted } from '@penstock/contracts';
import { defineHandler, done } from '@penstock/messaging';
import { locationRef, placeOf } from '../catalog/location.js';
import { announce } from '../stock/announce.js';
import { move } from '../stock/book.js';
import { stockLoads } from '../stock/stock.js';
import { levelDay, stockMovements } from '../stock/stock-movement.js';
import { checkMovement } from './content-rules.js';

/** Stock moved for a reason that is no order of ours: books it, and says what may now be sold. */
export const onStockAdjusted = defineHandler({
  id: 'inventory-propagator.stock-adjusted',
  on: StockAdjusted,
  emits: [AvailabilityChanged],
  loads: { ...stockLoads, location: (event) => locationRef(event.locationId) },

  handle(event, { product, levels, listings, location }, given) {
    checkMovement(event);
    const { productId, locationId, delta, effectiveAt } = event;
    const before = { product, levels, listings };
    const { stock, applied } = move(before, placeOf(location, locationId), delta, effectiveAt);
    const movement = stockMovements.save({
      eventId: event.meta.eventId,
      position: 0,
      productId,
      locationId,
      kind: 'adjusted',
      quantity: delta.amount,
      unit: delta.unit,
      cause: event.cause,
      effectiveAt,
      levelDay: levelDay(productId, locationId, effectiveAt),
      applied,
      orderLineId: null,
      odooMoveId: event.odooMoveId === null ? null : BigInt(event.odooMoveId),
      recordedAt: given.now,
    });
    const { save, events } = announce(before, stock, given, event.meta.mode);
    return done({ save: [...save, movement], events });
  },
});

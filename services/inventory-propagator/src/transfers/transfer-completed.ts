import { AvailabilityChanged, TransferCompleted } from '@penstock/contracts';
import { defineHandler, done } from '@penstock/messaging';
import { locationRef } from '../catalog/location.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { announce } from '../stock/announce.js';
import { Journal } from '../stock/journal.js';
import { stockLoads } from '../stock/stock.js';
import { measured } from '../stock/units.js';
import { bookTransfer } from './book-transfer.js';
import { checkTransfer } from './content-rules.js';
import { withLeg } from './effects.js';
import { stockTransfers, transferRef } from './stock-transfer.js';

/** Goods arrived from another location. What was not said to have left, left in the same step. */
export const onTransferCompleted = defineHandler({
  id: 'inventory-propagator.transfer-completed',
  on: TransferCompleted,
  emits: [AvailabilityChanged],
  loads: {
    ...stockLoads,
    ...rulesLoad,
    places: ({ fromLocationId, toLocationId }) => [locationRef(fromLocationId), locationRef(toLocationId)],
    transfer: transferRef,
  },

  handle(event, { product, levels, listings, rules, places, transfer }, given) {
    checkTransfer(event);
    const { meta, quantity, effectiveAt } = event;
    const before = { product, levels, listings };
    const { stock, amount } = measured(before, quantity);
    const now = { ...transfer, arrivals: withLeg(transfer.arrivals, amount, effectiveAt) };
    const journal = new Journal(meta.eventId, given.now);
    const after = bookTransfer(stock, transfer, now, places, event, journal);
    const { save, events } = announce(before, after, given, meta.mode, rulesOf(rules));
    return done({ save: [stockTransfers.save(now), ...save, ...journal.save], events });
  },
});

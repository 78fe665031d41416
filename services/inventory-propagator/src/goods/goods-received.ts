import { AvailabilityChanged, GoodsReceived } from '@penstock/contracts';
import { defineHandler, done } from '@penstock/messaging';
import { locationRef, placeOf } from '../catalog/location.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { announce } from '../stock/announce.js';
import { moveAmount, shift } from '../stock/book.js';
import { Journal } from '../stock/journal.js';
import { levelAt, stockLoads } from '../stock/stock.js';
import { measured } from '../stock/units.js';
import { bookExpectation } from './book-expectation.js';
import { checkReceipt } from './content-rules.js';
import { received } from './expectation.js';
import { expectedGoods } from './expected-goods.js';

/** A supplier's goods are here, or went back: books them on hand, set aside where they cannot be sold, and no longer incoming. */
export const onGoodsReceived = defineHandler({
  id: 'inventory-propagator.goods-received',
  on: GoodsReceived,
  emits: [AvailabilityChanged],
  loads: {
    ...stockLoads,
    ...rulesLoad,
    location: (event) => locationRef(event.locationId),
    expectations: ({ productId, expectationId }) =>
      expectationId === null ? [] : [expectedGoods.one({ productId, expectationId })],
  },

  handle(event, { product, levels, listings, rules, location, expectations }, given) {
    checkReceipt(event);
    const { meta, locationId, quantity, condition, reference, odooMoveId, effectiveAt } = event;
    const before = { product, levels, listings };
    const place = placeOf(location, locationId);
    const journal = new Journal(meta.eventId, given.now);
    const why = { kind: 'received', cause: reference ?? 'RECEIPT', odooMoveId, effectiveAt } as const;
    const { stock, amount } = measured(before, quantity);
    let after = moveAmount(stock, place, amount, why, journal);
    if (condition === 'QUARANTINED') after = shift(after, place, 'quarantined', amount, why, journal);
    const [expected] = expectations;
    const fulfilled = expected && received(expected, amount, meta.occurredAt);
    if (expected && fulfilled)
      after = bookExpectation(after, expected, fulfilled, levelAt(after, fulfilled.locationId), why, journal);
    const { save, events } = announce(before, after, given, meta.mode, rulesOf(rules));
    const changed = fulfilled && fulfilled !== expected ? [expectedGoods.save(fulfilled)] : [];
    return done({ save: [...changed, ...save, ...journal.save], events });
  },
});

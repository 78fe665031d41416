import { AvailabilityChanged, GoodsExpected } from '@penstock/contracts';
import { defineHandler, done, skip } from '@penstock/messaging';
import { locationRef, placeOf } from '../catalog/location.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { announce } from '../stock/announce.js';
import { Journal } from '../stock/journal.js';
import { stockLoads } from '../stock/stock.js';
import { measured } from '../stock/units.js';
import { bookExpectation } from './book-expectation.js';
import { checkExpectation } from './content-rules.js';
import { stated } from './expectation.js';
import { expectedGoods } from './expected-goods.js';

/** Somebody says what is still to come of one line of an inbound document: from now on that is incoming. */
export const onGoodsExpected = defineHandler({
  id: 'inventory-propagator.goods-expected',
  on: GoodsExpected,
  emits: [AvailabilityChanged],
  loads: {
    ...stockLoads,
    ...rulesLoad,
    location: (event) => locationRef(event.locationId),
    expected: ({ productId, expectationId }) => expectedGoods.one({ productId, expectationId }),
  },

  handle(event, { product, levels, listings, rules, location, expected }, given) {
    checkExpectation(event);
    const { meta, locationId, quantity, expectedAt, reference } = event;
    const before = { product, levels, listings };
    const place = placeOf(location, locationId);
    const { stock, amount } = measured(before, quantity);
    const said = { locationId, quantity: amount, statedAt: meta.occurredAt, expectedAt, reference };
    const row = stated(expected, said);
    if (row === expected) return skip('a later statement is known');
    const journal = new Journal(meta.eventId, given.now);
    const why = { kind: 'expected', cause: reference ?? 'EXPECTED', effectiveAt: meta.occurredAt } as const;
    const after = bookExpectation(stock, expected, row, place, why, journal);
    const { save, events } = announce(before, after, given, meta.mode, rulesOf(rules));
    return done({ save: [expectedGoods.save(row), ...save, ...journal.save], events });
  },
});

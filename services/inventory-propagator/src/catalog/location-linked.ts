import { AvailabilityChanged, LocationLinked } from '@penstock/contracts';
import { defineHandler, done } from '@penstock/messaging';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { StockSet } from '../stock/stock-set.js';
import { levelAt, levelRefs, listingRefs, productRefs, stocksOf, withLevel } from '../stock/stock.js';
import { stockedProducts } from '../stock/stock-level.js';
import { checkLocation } from './content-rules.js';
import { locations } from './location.js';

/**
 * Odoo has a location, or says something else of it. Where it stops or begins to be sellable, the products lying there are added up again.
 * A movement that is booked there at the same moment may still copy the old answer; Odoo lets nobody archive a location, or change what it is
 * for, while goods lie in it.
 */
export const onLocationLinked = defineHandler({
  id: 'inventory-propagator.location-linked',
  on: LocationLinked,
  emits: [AvailabilityChanged],
  loads: {
    ...rulesLoad,
    location: (event) => locations.one({ locationId: event.locationId }),
    stocked: (event) => stockedProducts.children('locationId', event.locationId),
  },
  thenLoads: {
    products: (_event, { stocked }) => productRefs(stocked.map(({ productId }) => productId)),
    levels: (_event, { stocked }) => levelRefs(stocked.map(({ productId }) => productId)),
    listings: (_event, { stocked }) => listingRefs(stocked.map(({ productId }) => productId)),
  },

  handle(event, { location, products, levels, listings, rules }, given) {
    checkLocation(event);
    const { locationId, name, warehouseCode } = event;
    const sellable = event.usage === 'INTERNAL' && event.active;
    const transit = event.usage === 'TRANSIT';
    const before = stocksOf({ products, levels, listings });
    const stocks = new StockSet(before);
    for (const stock of before.values()) {
      const level = levelAt(stock, locationId);
      if (level.sellable !== sellable || level.transit !== transit)
        stocks.put(withLevel(stock, { ...level, sellable, transit }));
    }
    const { save, events } = stocks.changes(given, event.meta.mode, rulesOf(rules));
    const next = { ...location, name, warehouseCode, sellable, transit, known: true };
    return done({ save: [locations.save(next), ...save], events });
  },
});

import { defineHandler, done, type Handler, say, type ServiceDefinition } from '@penstock/messaging';
import { stocks } from '../tables.js';
import { nextStockEvents, type NextStockEvents } from './events.js';
import { stationedEffects } from './tables.js';

/** The handler of the version before, which also remembers stations and says one more event. */
const onStationedMove = ({ StockMoved, LevelChanged, StationSeen }: NextStockEvents, isRecorded: boolean): Handler =>
  defineHandler({
    id: 'stock-service.stock-moved',
    on: StockMoved,
    emits: [LevelChanged, StationSeen],
    loads: { stock: (event) => stocks.one({ productId: event.productId }) },
    handle({ meta: { eventId }, productId, locationId, delta, station }, { stock }) {
      const next = { ...stock, onHand: stock.onHand + delta, movements: stock.movements + 1 };
      const effect = { productId, nth: next.movements, eventId, delta, station };
      return done({
        save: isRecorded ? [stocks.save(next), stationedEffects.save(effect)] : [stocks.save(next)],
        events: [
          say(LevelChanged, { productId, locationId, onHand: next.onHand, delta }),
          say(StationSeen, { productId, station }),
        ],
      });
    },
  });

/** The next version of the stock service, to be rolled out while the one before still runs. */
export const nextStockService = (topicPrefix: string, isRecorded = false): ServiceDefinition => ({
  name: 'stock-service',
  handlers: [onStationedMove(nextStockEvents(topicPrefix), isRecorded)],
});

import { defineHandler, done, type Handler, say, type ServiceDefinition } from '@penstock/messaging';
import { stockEvents, type StockEvents } from './events.js';
import { effects, stocks } from './tables.js';

/** The work that rivals do too: an event is claimed, a row is written, an event is said. */
export const bookMovement = (
  id: string,
  on: StockEvents['StockMoved'],
  { LevelChanged }: Pick<StockEvents, 'LevelChanged'>,
  isRecorded: boolean,
): Handler =>
  defineHandler({
    id,
    on,
    emits: [LevelChanged],
    loads: { stock: (event) => stocks.one({ productId: event.productId }) },
    handle({ meta: { eventId }, productId, locationId, delta }, { stock }) {
      const next = { ...stock, onHand: stock.onHand + delta, movements: stock.movements + 1 };
      const effect = { productId, nth: next.movements, eventId, delta };
      return done({
        save: isRecorded ? [stocks.save(next), effects.save(effect)] : [stocks.save(next)],
        events: [say(LevelChanged, { productId, locationId, onHand: next.onHand, delta })],
      });
    },
  });

/**
 * A service of one handler, run as any other is, to be measured and broken.
 * @param isRecorded whether each effect is also written down, for those who check from outside
 */
export function stockService(topicPrefix: string, isRecorded = false): ServiceDefinition {
  const events = stockEvents(topicPrefix);
  return {
    name: 'stock-service',
    handlers: [bookMovement('stock-service.stock-moved', events.StockMoved, events, isRecorded)],
  };
}

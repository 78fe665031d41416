import { defineHandler, done, type Handler, say, type ServiceDefinition } from '@penstock/messaging';
import { column, defineQuery } from '@penstock/persistence';
import { stockEvents, type StockEvents } from '../events.js';
import { stockService } from '../service.js';
import { stocks } from '../tables.js';

const levelOf = defineQuery({
  name: 'level of a product',
  parameters: { productId: column.text() },
  columns: { onHand: column.integer(), movements: column.integer() },
  text: 'SELECT on_hand, movements FROM stock WHERE product_id = $1',
});

/** The same effect by SQL for each event: what the event of its product before it saved is written, and the level is asked for. */
const onStockMoved = ({ StockMoved, LevelChanged }: StockEvents): Handler =>
  defineHandler({
    id: 'stock-service.stock-moved',
    on: StockMoved,
    emits: [LevelChanged],
    loads: { locked: (event) => stocks.one({ productId: event.productId }) },
    queries: { levels: (event) => levelOf.of({ productId: event.productId }) },
    queryScope: 'key', // the level of a product, which is the key of its movements
    handle({ productId, locationId, delta }, { levels: [level = { onHand: 0, movements: 0 }] }) {
      const onHand = level.onHand + delta;
      return done({
        save: [stocks.save({ productId, onHand, movements: level.movements + 1 })],
        events: [say(LevelChanged, { productId, locationId, onHand, delta })],
      });
    },
  });

/** The stock service as it would be if no key could name its row. */
export const askingStockService = (topicPrefix: string): ServiceDefinition => ({
  ...stockService(topicPrefix),
  handlers: [onStockMoved(stockEvents(topicPrefix))],
});

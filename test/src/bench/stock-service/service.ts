import { AvailabilityChanged, StockAdjusted } from '@penstock/contracts';
import { zero } from '@penstock/domain';
import { defineHandler, done, say, type ServiceDefinition } from '@penstock/messaging';
import { column, defineTable } from '@penstock/persistence';

/** The smallest ledger: what is on hand of a product, and after how many movements. */
export const stocks = defineTable({
  name: 'stock',
  key: ['productId'],
  columns: { productId: column.text(), onHand: column.decimal(), movements: column.integer() },
  initial: () => ({ onHand: zero, movements: 0 }),
});

/** The work that rivals do too: an event is claimed, a row is written, an event is said. */
const onStockAdjusted = defineHandler({
  id: 'bench-stock.stock-adjusted',
  on: StockAdjusted,
  emits: [AvailabilityChanged],
  loads: { stock: (event) => stocks.one({ productId: event.productId }) },
  handle({ productId, delta }, { stock }) {
    const next = { ...stock, onHand: stock.onHand.plus(delta.amount), movements: stock.movements + 1 };
    const [available, previous, none] = [next.onHand, stock.onHand, zero].map((amount) => ({
      amount,
      unit: delta.unit,
    }));
    const stated = { onHand: available!, reserved: none!, available: available!, previousAvailable: previous! };
    return done({
      save: [stocks.save(next)],
      events: [say(AvailabilityChanged, { productId, ...stated, locations: [] })],
    });
  },
});

/** A service of one handler, run as any other is. */
export const benchStock: ServiceDefinition = { name: 'bench-stock', handlers: [onStockAdjusted] };

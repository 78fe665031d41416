import { defineEvent, type EventType } from '@penstock/contracts';
import { stockEvents, type StockMoved } from '../events.js';

/** A movement that must not wait for a backlog of others: the same fields, on a topic of its own. */
export function urgentlyMoved(prefix: string): EventType<StockMoved> {
  const { StockMoved } = stockEvents(prefix);
  const schema = JSON.parse(StockMoved.schema) as { name: string };
  return defineEvent<StockMoved>({
    ...{ keyField: 'productId', owner: StockMoved.owner, onDeadLetter: StockMoved.onDeadLetter },
    name: 'penstock.test.UrgentlyMoved',
    topic: `${prefix}.urgent`,
    schema: JSON.stringify({ ...schema, name: 'UrgentlyMoved' }),
  });
}

import { exactly, noted, type Row } from '../../measuring/row.js';
import type { Movements } from './movements.js';
import type { Said } from './read-back.js';

/** What the service's tables say when it has nothing left to do. */
export interface Books {
  readonly applied: number;
  readonly stock: ReadonlyMap<string, number>;
  readonly setAside: number;
}

/** Whether every movement was applied once and said once, in the order of its product. */
export function correctness({ distinct, levels }: Movements, books: Books, said: readonly Said[]): Row[] {
  const byProduct = Map.groupBy(said, ({ event }) => event.productId);
  const wrongStock = [...levels].filter(([id, of]) => books.stock.get(id) !== of.at(-1));
  const outOfOrder = [...levels].filter(([id, expected]) => {
    const stated = (byProduct.get(id) ?? []).map(({ event }) => event.onHand);
    return stated.join() !== expected.join();
  });
  return [
    exactly('distinct events applied', distinct, books.applied, 'events'),
    exactly('events said', distinct, said.length, 'events'),
    exactly('products with a wrong stock', 0, wrongStock.length, 'products'),
    exactly('products whose events are not in order', 0, outOfOrder.length, 'products'),
    exactly('events set aside', 0, books.setAside, 'events'),
  ];
}

/** Events a second once warm, by the broker's own clock: from the append of the last warm-up event to that of the last of all. */
export function speed(said: readonly Said[], warmUp: number): number {
  const times = said.map(({ appendedAt }) => appendedAt).sort((a, b) => a - b);
  const [begun, ended] = [times[warmUp - 1], times.at(-1)];
  if (begun === undefined || ended === undefined || ended <= begun) return 0;
  return ((times.length - warmUp) / (ended - begun)) * 1000;
}

export const sizeOf = ({ records }: Movements): Row =>
  noted('size of an event', records.reduce((bytes, { value }) => bytes + value.length, 0) / records.length, 'bytes');

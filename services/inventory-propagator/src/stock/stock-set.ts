import type { EventMode } from '@penstock/contracts';
import type { Given } from '@penstock/messaging';
import type { Rules } from '../rules/rules.js';
import { announce, type Change } from './announce.js';
import type { Stock } from './stock.js';

/** The stocks one event works on, by product id: each line sees what the lines before it took. */
export class StockSet {
  private readonly now: Map<string, Stock>;

  constructor(private readonly before: ReadonlyMap<string, Stock>) {
    this.now = new Map(before);
  }

  find(productId: string | null): Stock | undefined {
    return productId === null ? undefined : this.now.get(productId);
  }

  /** @throws {RangeError} when the handler did not declare the product among its loads */
  get(productId: string): Stock {
    const stock = this.now.get(productId);
    if (!stock) throw new RangeError(`product ${productId} was not loaded`);
    return stock;
  }

  put(stock: Stock): void {
    this.now.set(stock.product.productId, stock);
  }

  /** What follows for each product that was put, in the order they were loaded. */
  changes(given: Given, mode: EventMode, rules: Rules): Change {
    const each = [...this.before].flatMap(([productId, before]) => {
      const after = this.get(productId);
      return after === before ? [] : [announce(before, after, given, mode, rules)];
    });
    return { save: each.flatMap(({ save }) => save), events: each.flatMap(({ events }) => events) };
  }
}

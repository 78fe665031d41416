import type { Quantity } from '@penstock/contracts';
import type { Decimal } from '@penstock/domain';
import type { Save } from '@penstock/persistence';
import type { Journal } from '../stock/journal.js';
import type { StockSet } from '../stock/stock-set.js';
import type { Stock } from '../stock/stock.js';
import { amountIn } from '../stock/units.js';
import { bookPromise, promisesChanged, type Reason, withPromise } from './promise.js';
import { reservationOf, type ReservationRow, reservations } from './reservation.js';

/** The lines of one order while something works on them, with the stocks they take from. Nothing is written before {@link saves}. */
export class OrderLines {
  private rows: Map<string, ReservationRow>;
  /** For each {@link mark} the stocks that were changed since, as they were then. */
  private readonly marks: Map<string, Stock>[] = [];

  /**
   * @param known all rows of the order, read under its lock
   * @param stocks of every product that a line has, or is to have
   */
  constructor(
    readonly orderId: string,
    private readonly known: readonly ReservationRow[],
    readonly stocks: StockSet,
  ) {
    this.rows = new Map(known.map((row) => [row.lineId, row]));
  }

  /** The row of a line or a part, as it is or as it begins. */
  get(lineId: string): ReservationRow {
    return this.rows.get(lineId) ?? reservationOf([], this.orderId, lineId);
  }

  /** The same as it was before anything worked on it. */
  before(lineId: string): ReservationRow {
    return reservationOf(this.known, this.orderId, lineId);
  }

  has(lineId: string): boolean {
    return this.rows.has(lineId);
  }

  /** The lines themselves, without parts. */
  all(): ReservationRow[] {
    return [...this.rows.values()].filter(({ kitLineId }) => kitLineId === null);
  }

  /** Lines and parts. */
  rowsWhere(holds: (row: ReservationRow) => boolean): ReservationRow[] {
    return [...this.rows.values()].filter(holds);
  }

  /** The parts of a kit's line, and what left for a line before anybody said what it is. */
  partsOf(lineId: string): ReservationRow[] {
    return [...this.rows.values()].filter(({ kitLineId }) => kitLineId === lineId);
  }

  /** A quantity in the unit of a line; as it stands where its product is not known, or does not know the unit. */
  inUnitOf({ productId }: ReservationRow, quantity: Quantity): Decimal {
    const stock = this.stocks.find(productId);
    return (stock && amountIn(stock.product, quantity)) ?? quantity.amount;
  }

  /** Keeps a row, and brings the balances of its product in line with what it is promised. */
  put(after: ReservationRow): void {
    for (const [from, to] of promisesChanged(this.get(after.lineId), after)) {
      const stock = this.stocks.get(to.productId as string);
      const { productId } = stock.product;
      for (const mark of this.marks) if (!mark.has(productId)) mark.set(productId, stock);
      this.stocks.put(withPromise(stock, from, to));
    }
    this.rows.set(after.lineId, after);
  }

  /** Remembers how everything is now. @returns brings that back */
  mark(): () => void {
    const rows = new Map(this.rows);
    const stocks = new Map<string, Stock>();
    const place = this.marks.push(stocks) - 1;
    return () => {
      this.marks.length = place;
      this.rows = rows;
      for (const stock of stocks.values()) this.stocks.put(stock);
    };
  }

  /** The rows that differ; what each changed of the reserved balance of a location, or of none, is booked. */
  saves(journal: Journal, why: Reason): Save[] {
    const known = new Set(this.known);
    const changed = [...this.rows.values()].filter((row) => !known.has(row));
    for (const after of changed) {
      for (const [a, b] of promisesChanged(this.before(after.lineId), after))
        bookPromise(journal, this.stocks.get(b.productId as string), a, b, why);
    }
    return changed.map((row) => reservations.save(row));
  }
}

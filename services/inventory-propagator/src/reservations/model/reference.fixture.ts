import type { ReservationPolicy } from '@penstock/contracts';
import { channelOf, KIT, type Line, type Operation, PARTS, productOf, WINDOW } from './operations.fixture.js';
import { open, type OrderLine, Promises, type Promised, total } from './promises.fixture.js';

type Of<K extends Operation['kind']> = Operation & { readonly kind: K };

const POLICIES: readonly ReservationPolicy[] = ['EACH_LINE_IN_FULL', 'ALL_LINES_OR_NONE', 'AS_MUCH_AS_THERE_IS'];

/** What reservations should come to, said as simply as possible: whole numbers, a list of promises for each product, and no locations. */
export class Reference extends Promises {
  readonly orders = new Map<number, { state: 'expected' | 'taken' | 'cancelled'; updated: number; cancelled: number; lines: OrderLine[] }>(); // prettier-ignore

  apply(operation: Operation, now: number): void {
    this.now = now;
    (this[operation.kind] as (of: Operation) => void).call(this, operation);
  }

  order(n: number) {
    const known = this.orders.get(n);
    if (known) return known;
    const lines = [0, 1, 2].map((line): OrderLine => {
      const product = productOf(n, line);
      const parts = product === KIT ? PARTS.map((per, part) => [part, per] as const) : [[product, 1] as const];
      const rows = parts.map(([of, per]): Promised => ({ product: of, per, shipped: 0, reserved: 0, owed: 0, end: 'new', priority: 0, asked: 0 })); // prettier-ignore
      for (const row of rows) this.promises[row.product]?.push(row);
      return { isKit: product === KIT, rows, isKnown: false, ordered: 0, cancelled: 0, until: null, end: 'new' };
    });
    const order = { state: 'expected' as const, updated: -Infinity, cancelled: -Infinity, lines };
    this.orders.set(n, order);
    return order;
  }

  private move_(product: number, location: number, delta: number, at: number): void {
    const { quantity, counted } = this.at(product, location);
    if (at > counted) this.onHand.set(`${product} ${location}`, { quantity: quantity + delta, counted });
  }

  private again(): void {}
  private adjust({ product, location, delta }: Of<'adjust'>): void {
    this.move_(product, location, delta, this.now);
  }
  private count({ product, location, counted }: Of<'count'>): void {
    this.onHand.set(`${product} ${location}`, { quantity: counted, counted: this.now });
  }
  private move({ product, from, to, quantity }: Of<'move'>): void {
    this.move_(product, from, -quantity, this.now);
    this.move_(product, to, quantity, this.now);
  }

  private request({ order: n, lines, policy, backorder, priority }: Of<'request'>): void {
    const { state, lines: all } = this.order(n);
    const own = policy === 'UNKNOWN' ? (POLICIES[channelOf(n)] as ReservationPolicy) : policy;
    if (state === 'cancelled' || (own === 'ALL_LINES_OR_NONE' && lines.some(({ quantity }) => quantity === 0))) return;
    const until = state === 'taken' ? null : this.now + WINDOW;
    const fresh = lines.filter(({ line, quantity }) => {
      const { rows, end } = all[line] as OrderLine;
      return quantity > 0 && end !== 'consumed' && rows.every((row) => total(row) === 0);
    });
    this.ask(all, fresh, { policy: own, backorder, priority, until, raise: false });
  }

  private create({ order: n, lines }: Of<'create'>): void {
    const order = this.order(n);
    if (order.state !== 'expected') return;
    order.state = 'taken';
    for (const [line, one] of order.lines.entries())
      if (one.until !== null && !lines.some((named) => named.line === line)) this.giveUp(one, total, 'released');
    this.askOrder(n, lines, false);
  }

  private update({ order: n, lines, removed, late }: Of<'update'>): void {
    const order = this.order(n);
    const at = this.now - late;
    if (order.state !== 'taken' || at < order.updated) return;
    order.updated = at;
    for (const one of lines.map(({ line }) => order.lines[line] as OrderLine))
      if (order.cancelled <= at) [one.ordered, one.cancelled] = [Math.max(0, one.ordered - one.cancelled), 0];
    for (const one of removed.map((line) => order.lines[line] as OrderLine).filter(({ isKnown }) => isKnown)) {
      [one.ordered, one.cancelled] = [0, 0];
      this.giveUp(one, total, 'released');
    }
    this.askOrder(n, lines, true);
  }

  private askOrder(n: number, lines: readonly Line[], raise: boolean): void {
    const { lines: all } = this.order(n);
    const stated = lines.filter(({ line, quantity }) => quantity > 0 || (all[line] as OrderLine).ordered > 0);
    const policy = POLICIES[channelOf(n)] as ReservationPolicy;
    this.ask(all, stated, { policy, backorder: true, priority: 100, until: null, raise });
  }

  private cancel({ order: n, lines, late }: Of<'cancel'>): void {
    const order = this.order(n);
    if (lines === null) {
      order.state = 'cancelled';
      for (const one of order.lines) this.giveUp(one, total, 'released');
      return;
    }
    const at = this.now - late;
    if (at <= order.updated) return;
    order.cancelled = Math.max(order.cancelled, at);
    for (const { line, quantity } of lines) {
      const one = order.lines[line] as OrderLine;
      [one.cancelled, one.isKnown] = [one.cancelled + quantity, true];
      this.giveUp(one, (row) => Math.max(0, total(row) - open(one, row)), 'released');
    }
  }

  private release({ order: n, lines }: Of<'release'>): void {
    const all = this.order(n).lines;
    for (const { line, quantity } of lines ?? [0, 1, 2].map((one) => ({ line: one, quantity: null }))) {
      const one = all[line] as OrderLine;
      const kits = Math.max(...one.rows.map((row) => Math.floor(total(row) / row.per)));
      const held = kits > 0 ? kits : one.rows.reduce((sum, row) => sum + total(row), 0);
      if (held > 0) this.giveUp(one, (row) => (quantity === null || quantity >= held ? total(row) : quantity * row.per), 'released'); // prettier-ignore
    }
  }

  private ship({ order: n, line, part, location, quantity, late }: Of<'ship'>): void {
    const one = this.order(n).lines[line] as OrderLine;
    const row = one.rows[one.isKit ? part : 0] as Promised;
    this.move_(row.product, location, -quantity, this.now - late);
    row.shipped += quantity;
    const used = Math.min(row.reserved, quantity);
    row.reserved -= used;
    row.owed -= Math.min(row.owed, quantity - used);
    this.giveUp(one, () => 0, 'released');
  }

  private sweep(): void {
    for (const { lines } of this.orders.values())
      for (const one of lines) if (one.until !== null && one.until <= this.now) this.giveUp(one, total, 'expired');
  }

  private serve(): void {
    for (const [product, rows] of this.promises.entries()) {
      const waiting = rows.map((row, made) => ({ row, made })).filter(({ row }) => row.owed > 0);
      waiting.sort((a, b) => a.row.priority - b.row.priority || a.row.asked - b.row.asked || a.made - b.made);
      for (const { row } of waiting) {
        const got = Math.max(0, Math.min(row.owed, this.there(product)));
        [row.reserved, row.owed] = [row.reserved + got, row.owed - got];
      }
    }
  }
}

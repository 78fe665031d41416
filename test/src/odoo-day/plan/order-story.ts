import { OrderCancelled, OrderCreated, OrderUpdated, ReturnReceived, ShipmentReported, type Remainder } from '@penstock/contracts'; // prettier-ignore
import type { Instant } from '@penstock/domain';
import type { DayLine, ExpectedLine, ExpectedOrder, OrderHead, Saying, Stage } from './day.js';
import { type Goods, returnReceived, shipmentReported } from './goods-events.js';
import { sumsOf } from './money.js';
import { orderCancelled, orderCreated, orderUpdated } from './order-events.js';

interface Fate {
  line: DayLine;
  shipped: number;
  returned: number;
  /** Pieces that were ordered and will not be delivered. */
  givenUp: number;
}

/** A minute, in the microseconds of an Instant. */
const MINUTE = 60_000_000;

/**
 * The reference model of one order: what is said of it, and by plain arithmetic what Odoo must hold afterwards. It shares no code with the
 * adapter. An OrderUpdated states quantities that are not zero; a removed line stays in Odoo with a quantity of 0, since Odoo deletes no
 * line of a confirmed order.
 */
export class OrderStory {
  readonly sayings: Saying[] = [];
  private readonly fates: Fate[];
  private state: 'sale' | 'cancel' = 'sale';
  private mayBeAbsent = false;
  private parcels = 0;
  private clock: number;

  constructor(
    readonly head: OrderHead,
    lines: readonly DayLine[],
  ) {
    this.clock = head.placedAt;
    this.fates = lines.map((line) => ({ line, shipped: 0, returned: 0, givenUp: 0 }));
    this.say('orders', OrderCreated, orderCreated(head, lines));
  }

  /** Lines of the order as the channel has them now. */
  get lines(): DayLine[] {
    return this.fates.map(({ line }) => line).filter(({ quantity }) => quantity > 0);
  }

  /** Changes quantities, adds lines. */
  update(changed: readonly DayLine[], removed: readonly string[] = []): void {
    for (const line of changed) {
      const fate = this.fates.find((each) => each.line.lineId === line.lineId);
      if (fate) fate.line = line;
      else this.fates.push({ line, shipped: 0, returned: 0, givenUp: 0 });
    }
    for (const lineId of removed) {
      const fate = this.fateOf(lineId);
      fate.line = { ...fate.line, quantity: 0, discount: 0 };
    }
    this.say('orders', OrderUpdated, orderUpdated(this.head, this.lines, removed, this.now()));
  }

  cancelAll(stage: Stage): void {
    this.state = 'cancel';
    this.mayBeAbsent = stage === 'orders';
    this.say(stage, OrderCancelled, orderCancelled(this.head, null, this.now()));
  }

  /** Only of lines without a discount: the event does not say what becomes of it. */
  cancelSome(goods: Goods): void {
    for (const [lineId, pieces] of goods) {
      const fate = this.fateOf(lineId);
      fate.line = { ...fate.line, quantity: fate.line.quantity - pieces };
    }
    this.say('orders', OrderCancelled, orderCancelled(this.head, goods, this.now()));
  }

  ship(stage: Stage, goods: Goods, remainder: Remainder = 'BACKORDER'): void {
    for (const [lineId, pieces] of goods) this.fateOf(lineId).shipped += pieces;
    if (remainder === 'CANCEL') for (const fate of this.fates) fate.givenUp = fate.line.quantity - fate.shipped;
    this.parcels += 1;
    this.say(stage, ShipmentReported, shipmentReported(this.head, this.parcels, goods, remainder, this.now()));
  }

  /** Everything that has not left yet. */
  shipRest(stage: Stage): void {
    const owed = this.fates.map(({ line, shipped }) => [line.lineId, line.quantity - shipped] as const);
    this.ship(stage, new Map(owed.filter(([, pieces]) => pieces > 0)));
  }

  giveBack(goods: Goods): void {
    for (const [lineId, pieces] of goods) this.fateOf(lineId).returned += pieces;
    this.say('returns', ReturnReceived, returnReceived(this.head, goods, this.now()));
  }

  expected(): ExpectedOrder {
    const { tax, total } = sumsOf(this.lines, this.head.shipping, this.head.channel);
    const lines = this.fates.map(({ line, shipped, returned, givenUp }): ExpectedLine => {
      const owed = this.state === 'cancel' ? 0 : line.quantity - shipped - givenUp;
      return { lineId: line.lineId, sku: line.sku, ordered: line.quantity, shipped, returned, owed };
    });
    return { state: this.state, mayBeAbsent: this.mayBeAbsent, lines, total, tax };
  }

  private fateOf(lineId: string): Fate {
    const fate = this.fates.find(({ line }) => line.lineId === lineId);
    if (!fate) throw new Error(`${this.head.orderNumber} has no line ${lineId}`);
    return fate;
  }

  private now(): Instant {
    this.clock += MINUTE;
    return this.clock as Instant;
  }

  private say(stage: Stage, type: Saying['type'], event: Saying['event']): void {
    this.sayings.push({ stage, type, event });
  }
}

import { OrderCreated, StockAdjusted } from '@penstock/contracts';
import { type Random, randomFrom } from '../measuring/random.js';
import { numbers } from '../inventory-site/channels/channel.js';
import { adjusted, numberedProduct, skuOf } from '../inventory-site/facts.js';
import { orderCreated } from '../inventory-site/orders.js';
import type { Speaker } from '../inventory-site/speaker.js';
import type { Movement } from '../bench/messaging/source.js';
import type { SteadySource } from '../bench/messaging/steady.js';

/** What the shops list; the first of them are what the sale is about. */
export const PRODUCTS = 2000;
export const HOT = 50;

/** Of what happens in a sale, how much is an order of a hot item; the rest are receipts and tills all over the assortment. */
const ORDERS = 0.6;

export const isHot = (product: number): boolean => product <= HOT;

/** Of a hot item fewer than are ordered, so that each is sold out before the end; of the others what the warehouse had. */
export const onHandAtFirst =
  (events: number) =>
  (product: number): number =>
    isHot(product) ? Math.floor((events * ORDERS * 0.8) / HOT) : 1000;

/** Customers and warehouse of a sale, and what must be left: plain arithmetic beside the product. */
export class Crowd implements SteadySource {
  readonly producer: SteadySource['producer'];
  /** By hot item, pieces ordered. */
  readonly ordered = new Map<number, number>();
  /** By other product, what came in less what went out. */
  readonly moved = new Map<number, number>();
  orders = 0;
  movements = 0;
  private readonly random: Random;

  constructor(
    private readonly speaker: Speaker,
    private readonly onHand: (product: number) => number,
    seed: number,
  ) {
    this.random = randomFrom(seed);
    this.producer = { send: (records) => speaker.send(records) };
  }

  next(count: number): Movement[] {
    return Array.from({ length: count }, () => (this.random.chance(ORDERS) ? this.order() : this.move()));
  }

  /** What every channel must offer of a product. */
  offered(product: number): number {
    if (isHot(product)) return Math.max(0, this.onHand(product) - (this.ordered.get(product) ?? 0));
    return this.onHand(product) + (this.moved.get(product) ?? 0);
  }

  /** Pieces of hot items that must be promised. */
  get granted(): number {
    return numbers(HOT).reduce((sum, hot) => sum + Math.min(this.onHand(hot), this.ordered.get(hot) ?? 0), 0);
  }

  private order(): Movement {
    const product = 1 + this.random.below(HOT);
    this.ordered.set(product, (this.ordered.get(product) ?? 0) + 1);
    this.orders += 1;
    const event = orderCreated(`sale-${this.orders}`, [{ sku: skuOf(numberedProduct(product)), quantity: 1 }]);
    return { ...this.speaker.record(OrderCreated, event), eventId: event.meta.eventId };
  }

  private move(): Movement {
    const product = HOT + 1 + this.random.below(PRODUCTS - HOT);
    const delta = this.random.chance(0.5) ? 1 : -1;
    this.moved.set(product, (this.moved.get(product) ?? 0) + delta);
    this.movements += 1;
    const event = adjusted(numberedProduct(product), delta);
    return { ...this.speaker.record(StockAdjusted, event), eventId: event.meta.eventId };
  }
}

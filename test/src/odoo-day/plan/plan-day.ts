import { StockCounted } from '@penstock/contracts';
import { canonicalId, type Instant, instantOfMillis } from '@penstock/domain';
import { type Random, randomFrom } from '../../measuring/random.js';
import type { Day, DayChannel, DayCount, DayCustomer, DayLine, DayOrder, DayProduct, OrderHead } from './day.js';
import { stockCounted } from './goods-events.js';
import { type Life, LIVES } from './lives.js';
import { STEP } from './money.js';
import { ENTITY, systemOf } from './order-events.js';
import { OrderStory } from './order-story.js';

export interface DayOptions {
  readonly run: string;
  readonly orders: number;
  readonly seed: number;
  readonly channels: readonly DayChannel[];
  readonly lives?: readonly Life[];
}

const GOODS = 8;
const SHELF_GOODS = 3;
const MOST_LINES = 5;
const ONE_IN_THREE = 1 / 3;
/** So that all that is sold can be delivered, with much left. */
const PIECES_PER_ORDER = 30;

/** Products and their opening stock: what a set-up puts into Odoo before anything is said. */
export function planProducts({ run, orders }: Pick<DayOptions, 'run' | 'orders'>): DayProduct[] {
  const product = (nth: number, use: DayProduct['use']): DayProduct => ({
    sku: `${run}-${use}-${nth}`,
    name: `Goods for ${use} ${nth} of ${run}`,
    price: STEP * (10 + 7 * nth),
    opening: use === 'sale' ? orders * PIECES_PER_ORDER + nth : 10 * nth,
    use,
  });
  return [
    ...Array.from({ length: GOODS }, (_, index) => product(index + 1, 'sale')),
    ...Array.from({ length: SHELF_GOODS }, (_, index) => product(index + 1, 'shelf')),
  ];
}

/** @param placeOf where a shelf product is counted, by its SKU */
export function planDay(options: DayOptions, placeOf: (sku: string) => { productId: string; locationId: string }): Day {
  const random = randomFrom(options.seed);
  const products = planProducts(options);
  const goods = products.filter(({ use }) => use === 'sale');
  const customers: DayCustomer[] = [];
  const orders = Array.from({ length: options.orders }, (_, index) =>
    planOrder(options, index + 1, { goods, customers, random }),
  );
  const shelf = products.filter(({ use }) => use === 'shelf');
  return { run: options.run, products, orders, counts: shelf.flatMap((each) => countsOf(each, placeOf, random)) };
}

function planOrder(
  { run, channels, lives = LIVES }: DayOptions,
  nth: number,
  { goods, customers, random }: { goods: readonly DayProduct[]; customers: DayCustomer[]; random: Random },
): DayOrder {
  const life = oneOf(lives, nth - 1); // each in turn, so that a short day has all of them
  const channel = channels[random.below(channels.length)] ?? oneOf(channels, 0);
  const channelOrderId = `${run}-${nth}`;
  const head: OrderHead = {
    orderId: canonicalId('ord', ENTITY, systemOf(channel), channelOrderId),
    channelOrderId,
    orderNumber: `#${channelOrderId}`,
    channel,
    customer: planCustomer(run, nth, channel, customers, random),
    placedAt: yesterdayAt(nth),
    shipping: random.chance(ONE_IN_THREE) ? 0 : STEP * (5 + random.below(5)),
  };
  let lineNumber = 0;
  const newLine = (): DayLine => {
    lineNumber += 1;
    const { sku, price } = oneOf(goods, random.below(goods.length));
    const channelLineId = `${channelOrderId}/${lineNumber}`;
    return {
      lineId: canonicalId('orl', ENTITY, systemOf(channel), channelLineId),
      channelLineId,
      ...{ sku, price },
      quantity: 1 + random.below(4),
      discount: random.chance(ONE_IN_THREE) ? STEP : 0,
    };
  };
  const count = Math.max(life.leastLines ?? 1, 1 + random.below(MOST_LINES));
  const story = new OrderStory(head, Array.from({ length: count }, newLine));
  life.live(story, random, newLine);
  return { ...head, life: life.name, sayings: story.sayings, expected: story.expected() };
}

/** Some come back: by their account at the channel, or as guests with the e-mail address of their account, who are the same customer. */
function planCustomer(
  run: string,
  nth: number,
  channel: DayChannel,
  known: DayCustomer[],
  random: Random,
): DayCustomer {
  if (known.length > 0 && random.chance(ONE_IN_THREE)) {
    const one = oneOf(known, random.below(known.length));
    return random.chance(ONE_IN_THREE) ? { ...one, customerId: null } : one;
  }
  const email = `${run}-${nth}@example.com`;
  const isGuest = random.chance(ONE_IN_THREE);
  const customerId = isGuest ? null : canonicalId('cus', ENTITY, systemOf(channel), `${run}-${nth}`);
  const customer = { customerId, name: `Customer ${nth} of ${run}`, email };
  if (!isGuest) known.push(customer);
  return customer;
}

/** Counted twice in a day. */
function countsOf(
  { sku }: DayProduct,
  placeOf: (sku: string) => { productId: string; locationId: string },
  random: Random,
): DayCount[] {
  return (['orders', 'parcels'] as const).map((stage): DayCount => {
    const counted = 5 + random.below(90);
    return {
      ...{ sku, counted, stage },
      saidAt: (at) => ({
        stage,
        type: StockCounted,
        event: stockCounted(`${sku}/${stage}`, placeOf(sku), counted, at),
      }),
    };
  });
}

/** Whole seconds, as Odoo keeps them: the nth minute of yesterday evening. */
function yesterdayAt(nth: number): Instant {
  const day = 86_400_000;
  return instantOfMillis(Math.floor(Date.now() / day) * day - 6 * 3_600_000 + nth * 1000);
}

function oneOf<T>(items: readonly T[], at: number): T {
  const item = items[at % items.length];
  if (item === undefined) throw new RangeError('there is nothing to choose from');
  return item;
}

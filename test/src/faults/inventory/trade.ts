import { setTimeout as wait } from 'node:timers/promises';
import { OrderCreated } from '@penstock/contracts';
import { type Random, randomFrom } from '../../measuring/random.js';
import { levelAfter, openingOf, PieceByPiece } from '../../bench/inventory/levels.js';
import { sendSteadily } from '../../bench/messaging/steady.js';
import { numberedProduct, skuOf } from '../../inventory-site/facts.js';
import { numbers } from '../../inventory-site/channels/channel.js';
import { orderCreated } from '../../inventory-site/orders.js';
import type { Site } from '../../inventory-site/site.js';

/** Of each play, half of which are moved and half of which are ordered. */
export const PRODUCTS_OF_A_PLAY = 40;
/** Of each product that is ordered: fewer than are asked for. */
export const PIECES = 20;

const MOVED_PER_SECOND = 100;
const ORDERS_AT_ONCE = 10;
const ORDERS_EVERY_MS = 100;
const REPEATED = 0.05;

/** The products of the nth play, from 0. */
const productsOf = (play: number): number[] =>
  numbers(PRODUCTS_OF_A_PLAY).map((product) => play * PRODUCTS_OF_A_PLAY + product);

/** Goods that only move, and goods that are only sold. */
const isOrdered = (product: number): boolean => (product - 1) % PRODUCTS_OF_A_PLAY >= PRODUCTS_OF_A_PLAY / 2;

export const onHandAtFirst = (product: number): number => (isOrdered(product) ? PIECES : openingOf(product));

/** What was said in a play, and what must come of it; plain arithmetic beside the product. */
export interface Traded {
  /** By product, ids of its movements in their order. */
  readonly moved: ReadonlyMap<number, readonly string[]>;
  /** When each movement was due. */
  readonly due: ReadonlyMap<string, number>;
  /** By product, how many pieces were ordered, one by one. */
  readonly ordered: ReadonlyMap<number, number>;
  /** By product, what every channel must offer. */
  readonly offered: ReadonlyMap<number, number>;
}

/** Goods move and customers order, a piece each, more than there is, until it is over; one order in twenty is said twice. */
export async function trade(site: Site, play: number, seed: number, isOver: () => boolean): Promise<Traded> {
  const all = productsOf(play);
  const source = new PieceByPiece(
    site.speaker,
    all.filter((product) => !isOrdered(product)),
    seed,
  );
  const ordered = new Map<number, number>();
  const goods = all.filter(isOrdered);
  const [due] = await Promise.all([
    sendSteadily(source, MOVED_PER_SECOND, isOver),
    order(site, { play, goods, ordered, random: randomFrom(seed + 1) }, isOver),
  ]);
  const offered = new Map(
    all.map((product) => [
      product,
      isOrdered(product)
        ? Math.max(0, PIECES - (ordered.get(product) ?? 0))
        : levelAfter(product, source.moved.get(product)?.length ?? 0),
    ]),
  );
  return { moved: source.moved, due, ordered, offered };
}

async function order(
  { speaker }: Site,
  { play, goods, ordered, random }: { play: number; goods: number[]; ordered: Map<number, number>; random: Random },
  isOver: () => boolean,
): Promise<void> {
  for (let nth = 0; !isOver(); await wait(ORDERS_EVERY_MS)) {
    const orders = Array.from({ length: ORDERS_AT_ONCE }, () => {
      const product = goods[random.below(goods.length)] ?? 0;
      ordered.set(product, (ordered.get(product) ?? 0) + 1);
      nth += 1;
      const sku = skuOf(numberedProduct(product));
      return speaker.record(OrderCreated, orderCreated(`play-${play}-${nth}`, [{ sku, quantity: 1 }]));
    });
    await speaker.send([...orders, ...orders.filter(() => random.chance(REPEATED))]);
  }
}

import {
  CycleCountCompleted,
  OrderCancelled,
  OrderCreated,
  ProductLinked,
  ShipmentConfirmed,
  StockAdjusted,
} from '@penstock/contracts';
import { type Decimal, decimalText, type Instant, sum, zero } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import {
  aCancellation,
  aCount,
  aLine,
  aLocation,
  anAdjustment,
  anOrder,
  aProduct,
  aShipment,
  aShipmentLine,
  at,
  pieces,
} from './events.fixture.js';
import { onLocationLinked } from './catalog/location-linked.js';
import { listingPushes } from './listings/listing.js';
import { offered } from './listings/wish.js';
import { now } from './memory.fixture.js';
import { randomOf } from './random.fixture.js';
import { openOf, reservations } from './reservations/reservation.js';
import { defaultRule } from './rules/channel-rule.js';
import { products } from './stock/product.js';
import { stockLevels } from './stock/stock-level.js';
import { mappings, type Said, Warehouse } from './warehouse.fixture.js';

const SKUS = ['TEE', 'MUG'] as const;
const PRODUCTS = ['prd_tee', 'prd_mug'] as const;
const LOCATIONS = ['loc_main', 'loc_shop'] as const;

interface Entry {
  readonly level: string;
  readonly at: Instant;
  readonly amount: Decimal;
}

/** What on hand should be, said as simply as possible: the latest count, and every movement after it. */
class Model {
  readonly movements: Entry[] = [];
  readonly counts: Entry[] = [];

  onHand(level: string): Decimal {
    const last = this.counts
      .filter((count) => count.level === level)
      .sort((a, b) => a.at - b.at)
      .at(-1);
    const after = this.movements.filter((move) => move.level === level && (!last || move.at > last.at));
    return sum(after.map(({ amount }) => amount)).plus(last?.amount ?? zero);
  }
}

/** Plays a random day: events of all kinds, some twice, in an order that no clock knows. */
function play(seed: number, steps: number): void {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  const warehouse = new Warehouse();
  const model = new Model();
  for (const locationId of LOCATIONS) warehouse.memory.deliver(onLocationLinked, aLocation({ locationId }));
  let instants = 0;
  // No two facts at one instant: which of them came first would be anybody's guess.
  const someTime = () => (at('06:00') + random(50_000) * 1_000_000 + ++instants) as Instant;
  const counts = new Set<string>();

  const events = {
    link: () => {
      const i = random(2);
      return [
        ProductLinked,
        aProduct({ productId: PRODUCTS[i] as string, sku: SKUS[i] as string, name: 'P' }),
      ] as const;
    },
    adjust: () => {
      const event = anAdjustment({
        productId: pick(PRODUCTS),
        locationId: pick(LOCATIONS),
        delta: pieces(String(random(9) - 3)),
        effectiveAt: someTime(),
      });
      return [StockAdjusted, event] as const;
    },
    count: () => {
      const event = aCount({
        productId: pick(PRODUCTS),
        locationId: pick(LOCATIONS),
        counted: pieces(String(random(15))),
        countedAt: someTime(),
      });
      return [CycleCountCompleted, event] as const;
    },
    order: () => {
      const n = random(12);
      const lines = SKUS.map((sku, i) =>
        aLine({ lineId: `orl_${n}_${i}`, sku, quantity: pieces(String(1 + ((n + i) % 4))) }),
      );
      return [OrderCreated, anOrder({ orderId: `ord_${n}`, lines })] as const;
    },
    cancel: () => {
      const n = random(12);
      const lines = random(2) === 0 ? null : [{ lineId: `orl_${n}_${random(2)}`, quantity: pieces('1') }];
      return [OrderCancelled, aCancellation({ orderId: `ord_${n}`, lines })] as const;
    },
    ship: () => {
      const n = random(12);
      const i = random(2);
      const line = aShipmentLine({
        orderLineId: `orl_${n}_${i}`,
        productId: PRODUCTS[i] as string,
        locationId: pick(LOCATIONS),
        quantity: pieces(String(1 + random(2))),
        effectiveAt: someTime(),
      });
      return [ShipmentConfirmed, aShipment({ orderId: `ord_${n}`, lines: [line] })] as const;
    },
  };

  const past: (readonly [{ name: string }, Parameters<Warehouse['hears']>[1]])[] = [];
  for (let step = 0; step < steps; step += 1) {
    const again = past.length > 0 && random(8) === 0;
    const [type, event] = again ? pick(past) : events[pick(Object.keys(events) as (keyof typeof events)[])]();
    const said = warehouse.hears(type, event);
    if (!again) past.push([type, event]);
    if (!again) learn(model, event);
    check(warehouse, model, said, counts);
  }
}

function learn(model: Model, event: unknown): void {
  const told = event as Partial<
    ReturnType<typeof anAdjustment> & ReturnType<typeof aCount> & ReturnType<typeof aShipment>
  >;
  const level = `${told.productId} ${told.locationId}`;
  if (told.delta && told.effectiveAt) model.movements.push({ level, at: told.effectiveAt, amount: told.delta.amount });
  if (told.counted && told.countedAt) model.counts.push({ level, at: told.countedAt, amount: told.counted.amount });
  if (!told.shipmentId) return;
  for (const { productId, locationId, quantity, effectiveAt } of told.lines ?? [])
    model.movements.push({ level: `${productId} ${locationId}`, at: effectiveAt, amount: quantity.amount.times('-1') });
}

function check({ memory }: Warehouse, model: Model, said: readonly Said[], reserved: Set<string>): void {
  for (const { productId, locationId, onHand } of memory.all(stockLevels))
    expect(decimalText(onHand)).toBe(decimalText(model.onHand(`${productId} ${locationId}`)));
  const lines = memory.all(reservations);
  for (const line of lines) {
    // The table's own check constraints, and what they are there for.
    expect(line.reserved.gt(zero)).toBe(line.state === 'reserved');
    expect(line.waitingSku !== null).toBe(line.state === 'held');
    if (line.state === 'reserved') expect(decimalText(line.reserved)).toBe(decimalText(openOf(line)));
  }
  for (const product of memory.all(products)) {
    const own = lines.filter(({ productId }) => productId === product.productId);
    const available = product.onHand.minus(product.reserved);
    expect(decimalText(product.reserved)).toBe(decimalText(sum(own.map((line) => line.reserved))));
    expect(decimalText(product.announced)).toBe(decimalText(available));
    const taken = said.some(({ name, productId }) => name === 'StockReserved' && productId === product.productId);
    if (taken) expect(available.gte(zero), 'more was promised than is there').toBe(true);
    for (const listing of memory.all(listingPushes).filter(({ productId }) => productId === product.productId))
      if (listing.desiredVersion > 0n) {
        const sellable = { available, backordered: product.backordered, expected: [] };
        const rule = { ...defaultRule, buffer: listing.buffer };
        expect(listing.quantity).toBe(offered(sellable, rule, now));
      }
  }
  for (const { name, lineId } of said.filter(({ name: event }) => event === 'StockReserved')) {
    expect(reserved, `${name} ${String(lineId)} twice`).not.toContain(lineId);
    reserved.add(lineId as string);
  }
}

describe('on random days', () => {
  it.each(Array.from({ length: 60 }, (_, i) => i + 1))(
    'the ledger adds up and nothing is promised twice (seed %i)',
    (seed) => play(seed, 120),
  );

  it('uses products that the channels list', () =>
    expect([...new Set(mappings.map(({ sku }) => sku))]).toEqual([...SKUS]));
});

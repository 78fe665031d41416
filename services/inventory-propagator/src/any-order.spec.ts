import {
  type AnyEvent,
  CycleCountCompleted,
  GoodsExpected,
  GoodsReceived,
  LocationLinked,
  OrderCreated,
  ReturnReceived,
  StockAdjusted,
  StockQuarantined,
  TransferCompleted,
  TransferStarted,
} from '@penstock/contracts';
import { decimal, decimalText, type Instant, sum } from '@penstock/domain';
import { Missing } from '@penstock/messaging';
import { describe, expect, it } from 'vitest';
import {
  aCount,
  aLine,
  aLocation,
  anAdjustment,
  anExpectation,
  anOrder,
  aProduct,
  aQuarantine,
  aReceipt,
  aReturn,
  aReturnedLine,
  at,
  aTransfer,
  pieces,
} from './events.fixture.js';
import { ProductLinked } from '@penstock/contracts';
import { setAsideAt } from './stock/stock.js';
import { products } from './stock/product.js';
import { stockLevels } from './stock/stock-level.js';
import { stockMovements } from './stock/stock-movement.js';
import { randomOf } from './random.fixture.js';
import { Warehouse } from './warehouse.fixture.js';

const PLACES = ['loc_main', 'loc_shop', 'loc_truck'];
const BALANCES = { on_hand: 'onHand', reserved: 'reserved', quarantined: 'quarantined', incoming: 'incoming', in_transit: 'inTransit' } as const; // prettier-ignore

type Fact = readonly [{ readonly name: string }, AnyEvent];

/** Facts of every kind about the stock of one product, as many systems would state them. */
function facts(random: (below: number) => number): Fact[] {
  let instants = 0;
  // No two facts at one instant: which of them came first would be anybody's guess.
  const someTime = () => (at('06:00') + random(30_000) * 1_000_000 + ++instants) as Instant;
  const place = () => PLACES[random(PLACES.length)] as string;
  const some = (most: number) => pieces(String(1 + random(most)));
  const expectation = () => `exp_${random(3)}`;
  const transfer = () => {
    const from = random(PLACES.length);
    const to = (from + 1 + random(PLACES.length - 1)) % PLACES.length;
    const [fromLocationId = '', toLocationId = ''] = [PLACES[from], PLACES[to]];
    return aTransfer({ transferId: `trf_${random(3)}`, fromLocationId, toLocationId, quantity: some(5), effectiveAt: someTime() }); // prettier-ignore
  };
  const packed = { amount: decimal('1'), unit: 'pack of 6' };
  const kinds: (() => Fact)[] = [
    () => [StockAdjusted, anAdjustment({ locationId: place(), delta: pieces(String(random(9) - 4)), effectiveAt: someTime() })],
    () => [CycleCountCompleted, aCount({ locationId: place(), counted: pieces(String(random(15))), countedAt: someTime() })],
    () => [GoodsReceived, aReceipt({ locationId: place(), quantity: random(3) ? some(6) : packed, condition: random(4) ? 'SELLABLE' : 'QUARANTINED', expectationId: random(2) ? expectation() : null, effectiveAt: someTime(), meta: { occurredAt: someTime() } })],
    () => [GoodsExpected, anExpectation({ locationId: place(), expectationId: expectation(), quantity: pieces(String(random(20))), expectedAt: random(3) ? someTime() : null, meta: { occurredAt: someTime() } })],
    () => [TransferStarted, transfer()],
    () => [TransferCompleted, transfer()],
    () => [StockQuarantined, aQuarantine({ locationId: place(), delta: pieces(String(random(5) - 2)), effectiveAt: someTime() })],
    () => [ReturnReceived, aReturn({ returnId: `ret_${random(99)}`, locationId: place(), lines: [aReturnedLine({ quantity: some(2) })] })],
  ]; // prettier-ignore
  const packs = [{ unit: 'pack of 6', barcode: null, contains: pieces('6') }];
  return [
    [ProductLinked, aProduct({ packs })],
    [LocationLinked, aLocation()],
    [LocationLinked, aLocation({ locationId: 'loc_shop' })],
    [LocationLinked, aLocation({ locationId: 'loc_truck', usage: 'TRANSIT' })],
    [OrderCreated, anOrder({ lines: [aLine({ quantity: pieces('1') })] })],
    ...Array.from({ length: 30 }, () => (kinds[random(kinds.length)] as () => Fact)()),
  ];
}

/** Delivers facts, some twice; what waits for another fact comes again after the others. */
function heard(order: readonly Fact[], random: (below: number) => number): Warehouse {
  const warehouse = new Warehouse();
  let waiting = [...order];
  while (waiting.length > 0) {
    const next: Fact[] = [];
    for (const [type, event] of waiting) {
      try {
        warehouse.hears(type, event);
        if (random(4) === 0) warehouse.hears(type, event);
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        next.push([type, event]);
      }
      check(warehouse);
    }
    expect(next.length, 'facts that wait for each other').toBeLessThan(waiting.length);
    waiting = next;
  }
  return warehouse;
}

/** Every balance is the sum of its movements, and the product's are the sums of its levels. */
function check({ memory }: Warehouse): void {
  const movements = memory.all(stockMovements);
  const levels = memory.all(stockLevels);
  for (const level of levels)
    for (const [balance, member] of Object.entries(BALANCES)) {
      const own = movements.filter((row) => row.balance === balance && row.locationId === level.locationId);
      expect(decimalText(level[member]), `${balance} at ${level.locationId}`).toBe(
        decimalText(sum(own.map(({ quantity }) => quantity))),
      );
    }
  for (const product of memory.all(products)) {
    const sellable = levels.filter((level) => level.sellable);
    expect(decimalText(product.onHand)).toBe(decimalText(sum(sellable.map(({ onHand }) => onHand))));
    expect(decimalText(product.quarantined)).toBe(decimalText(sum(sellable.map(setAsideAt))));
    const reserved = movements.filter(({ balance }) => balance === 'reserved');
    expect(decimalText(product.reserved)).toBe(decimalText(sum(reserved.map(({ quantity }) => quantity))));
  }
}

/** What is left once everything was heard: all balances but what is reserved, for whoever asks first is served. */
function stockOf({ memory }: Warehouse): unknown {
  const levels = memory.all(stockLevels).map(({ locationId, sellable, onHand, quarantined, incoming, inTransit }) => {
    const amounts = [onHand, quarantined, incoming, inTransit].map(decimalText);
    return amounts.every((amount) => amount === '0') ? [] : [`${locationId} ${String(sellable)} ${amounts.join(' ')}`];
  });
  const [product] = memory.all(products);
  const expected = Object.entries(product?.expected ?? {}).sort();
  return { levels: levels.flat(), onHand: decimalText(product?.onHand ?? sum([])), expected };
}

function shuffled<T>(items: readonly T[], random: (below: number) => number): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(random(rest.length), 1)[0] as T);
}

describe('facts of every kind about stock', () => {
  it.each(Array.from({ length: 80 }, (_, i) => i + 1))(
    'end the same in whatever order they are heard, and each balance is the sum of its movements after each (seed %i)',
    (seed) => {
      const random = randomOf(seed);
      const all = facts(random);
      const first = stockOf(heard(all, random));
      for (let other = 0; other < 3; other += 1) expect(stockOf(heard(shuffled(all, random), random))).toEqual(first);
    },
  );
});

import {
  CycleCountCompleted,
  LocationLinked,
  OrderCancelled,
  OrderCreated,
  ProductLinked,
  ReservationRequested,
  ShipmentConfirmed,
  StockAdjusted,
  StockReleased,
  StockReserved,
} from '@penstock/contracts';
import { instant } from '@penstock/domain';
import type { UnitsOfWork } from '@penstock/messaging';
import { type Incoming, incoming, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCancellation, aCount, aLine, aLocation, anAdjustment, anOrder, aProduct, aShipment, pieces } from '../events.fixture.js'; // prettier-ignore
import { migrations } from '../migrations/index.js';
import { handlers } from '../warehouse.fixture.js';
import { dyingUnits } from './dying-units.fixture.js';
import { ExpiryLoop } from './expiry-loop.js';
import { aRequest, aRequestedLine } from './requests.fixture.js';
import { WaitingLoop } from './waiting-loop.js';

let service: ServiceUnderTest;
const rows = <T = Record<string, unknown>>(sql: string) => service.query<T>(sql);
const later = instant('2250-01-01T00:00:00Z');

beforeAll(async () => {
  service = await serviceUnderTest({
    ...{ url: await freshDatabase(), service: 'inventory-propagator', handlers, migrations },
  });
});
afterAll(() => service?.close());
beforeEach(async () => {
  await service.empty();
  await service.hears(incoming(LocationLinked, aLocation()), incoming(ProductLinked, aProduct()));
});

const counted = (quantity: string) =>
  service.hears(incoming(CycleCountCompleted, aCount({ counted: pieces(quantity) })));
const owing = (limit: number) =>
  rows(
    `INSERT INTO rule_set (scope, version, compiled) VALUES ('entity', 1, '{"defaults":{"backorderLimit":"${limit}"}}')`,
  );
const ordered = (n: number, quantity = '1'): Incoming =>
  incoming(
    OrderCreated,
    anOrder({ orderId: `ord_${n}`, lines: [aLine({ lineId: `orl_${n}`, quantity: pieces(quantity) })] }),
  );
const requested = (n: number, given: Parameters<typeof aRequest>[0] = {}): Incoming =>
  incoming(
    ReservationRequested,
    aRequest({ orderId: `ord_${n}`, lines: [aRequestedLine({ lineId: `orl_${n}`, quantity: pieces('1') })], ...given }),
  );
/** What the product, its level, the lines and the movements each say is reserved: four times the same. */
const reserved = async () => {
  const [row] = await rows<Record<string, string>>(`
    SELECT p.reserved::text AS product, p.backordered::text AS owed,
      (SELECT coalesce(sum(reserved), 0)::text FROM stock_level) AS levels,
      (SELECT coalesce(sum(reserved), 0)::text FROM reservation) AS lines,
      (SELECT coalesce(sum(quantity), 0)::text FROM stock_movement WHERE balance = 'reserved') AS movements
    FROM product p WHERE product_id = 'prd_tee'`);
  return row;
};
const all = (quantity: string, owed = '0') => ({ product: quantity, levels: quantity, lines: quantity, movements: quantity, owed }); // prettier-ignore
const states = async () =>
  Object.fromEntries(
    (await rows<{ line_id: string; state: string }>('SELECT line_id, state FROM reservation ORDER BY 1')).map(
      ({ line_id, state }) => [line_id, state],
    ),
  );
const expire = async (units: UnitsOfWork = service.units) => {
  const loop = new ExpiryLoop(units, 'main');
  while (await loop.turn());
};
const serve = async (units: UnitsOfWork = service.units) => {
  const loop = new WaitingLoop(units, 'main');
  while (await loop.turn());
};
const overdue = () => rows(`UPDATE reservation SET expires_at = 'epoch' WHERE expires_at IS NOT NULL`);

describe('claims at the same moment', () => {
  it('by requests and orders, in two processes, are granted as often as there are goods', async () => {
    await counted('100');
    const claims = Array.from({ length: 240 }, (_, n) => (n % 2 ? requested(n) : ordered(n)));
    await Promise.all(
      [0, 1, 2, 3].map(async (partition) => {
        const own = claims.filter((_, n) => n % 4 === partition);
        for (let at = 0; at < own.length; at += 10) await service.hearsOn(partition, ...own.slice(at, at + 10));
      }),
    );
    expect(await reserved()).toEqual(all('100'));
    const [{ granted, rejected } = {}] = await rows(`
      SELECT count(*) FILTER (WHERE state = 'reserved')::int AS granted, count(*) FILTER (WHERE state = 'rejected')::int AS rejected
      FROM reservation`);
    expect([granted, rejected]).toEqual([100, 140]);
  });

  it('of an order and of the end of its request leave it with what it asked for', async () => {
    await counted('20');
    const many = Array.from({ length: 20 }, (_, n) => n);
    await service.hears(...many.map((n) => requested(n)));
    await overdue();
    await Promise.all([
      expire(),
      expire(service.unitsOn(service.database)),
      ...[0, 1].map(async (partition) => {
        for (const n of many.filter((one) => one % 2 === partition)) await service.hearsOn(partition, ordered(n));
      }),
    ]);
    await expire();
    expect(Object.values(await states())).toEqual(many.map(() => 'reserved'));
    expect(await reserved()).toEqual(all('20'));
  });
});

describe('a request that no order confirms', () => {
  it('ends once, whichever process sees to it', async () => {
    await counted('10');
    await service.hears(requested(1), requested(2), requested(3, { expiresAt: later }));
    await expire();
    expect(await reserved()).toEqual(all('3'));
    await rows(`UPDATE reservation SET expires_at = 'epoch' WHERE line_id <> 'orl_3'`);
    await Promise.all([expire(), expire(service.unitsOn(service.database))]);
    expect(await states()).toEqual({ orl_1: 'expired', orl_2: 'expired', orl_3: 'reserved' });
    expect(await reserved()).toEqual(all('1'));
    expect((await service.outbox(StockReleased)).map(({ event }) => [event.lineId, event.reason])).toEqual([
      ['orl_1', 'EXPIRED'],
      ['orl_2', 'EXPIRED'],
    ]);
  });

  it('does not end where a version that knows no end has taken its order', async () => {
    await counted('10');
    await service.hears(requested(1));
    await rows(`UPDATE customer_order SET state = 'taken'`);
    await overdue();
    await expire();
    expect(await reserved()).toEqual(all('1'));
    expect(await rows('SELECT FROM reservation WHERE expires_at IS NOT NULL')).toEqual([]);
  });

  it('ends once also where the process that sees to it dies at any of its statements', async () => {
    await counted('10');
    await service.hears(requested(1));
    await overdue();
    for (let at = 1; ; at += 1) {
      const dying = dyingUnits(service.units, at);
      const isDead = await expire(dying.units).then(() => false, () => true); // prettier-ignore
      if (!isDead) {
        expect(at).toBeGreaterThan(8);
        break;
      }
      expect(await reserved(), `after statement ${at}`).toEqual(all('1'));
    }
    expect(await reserved()).toEqual(all('0'));
    expect(await service.outbox(StockReleased)).toHaveLength(1);
  });
});

describe('lines that wait for goods', () => {
  const inLine = async () => {
    await counted('1');
    await owing(10);
    await service.hears(
      ordered(1, '3'),
      requested(2, { backorder: true, priority: 50, expiresAt: later }),
      ordered(3, '2'),
    );
  };

  it('get them by priority, then by age, and each but once', async () => {
    await inLine();
    expect(await reserved()).toEqual(all('1', '5'));
    await service.hears(incoming(StockAdjusted, anAdjustment({ delta: pieces('3') })));
    await Promise.all([serve(), serve(service.unitsOn(service.database))]);
    expect(await states()).toEqual({ orl_1: 'reserved', orl_2: 'reserved', orl_3: 'waiting' });
    expect(await reserved()).toEqual(all('4', '2'));
    const said = (await service.outbox(StockReserved))
      .slice(3)
      .map(({ event: { lineId, backordered } }) => [lineId, backordered]);
    expect(said).toEqual([['orl_1', null], ['orl_2', null]]); // prettier-ignore
  });

  it('are not overtaken by who asks after the goods have come', async () => {
    await inLine();
    await service.hears(incoming(StockAdjusted, anAdjustment({ delta: pieces('5') })));
    await service.hears(requested(9));
    expect(await states()).toMatchObject({ orl_9: 'rejected' });
    await serve();
    expect(await reserved()).toEqual(all('6'));
  });

  it('get them once also where the process that gives them dies at any of its statements', async () => {
    await inLine();
    await service.hears(incoming(StockAdjusted, anAdjustment({ delta: pieces('5') })));
    for (let at = 1; ; at += 1) {
      const dying = dyingUnits(service.units, at);
      const isDead = await serve(dying.units).then(() => false, () => true); // prettier-ignore
      if (!isDead) {
        expect(at).toBeGreaterThan(8);
        break;
      }
      expect(await reserved(), `after statement ${at}`).toEqual(all('1', '5'));
    }
    expect(await reserved()).toEqual(all('6'));
  });

  it('that a version without waiting has cancelled are counted out', async () => {
    await inLine();
    await rows(
      `UPDATE reservation SET state = 'released', backordered = 0 WHERE line_id IN ('orl_1', 'orl_2', 'orl_3') AND reserved = 0`,
    );
    await rows(`UPDATE reservation SET state = 'reserved', backordered = 0 WHERE line_id = 'orl_1'`);
    await service.hears(incoming(StockAdjusted, anAdjustment({ delta: pieces('5') })));
    await serve();
    expect(await reserved()).toEqual(all('1'));
  });
});

describe('a reservation of the version that knew no locations', () => {
  beforeEach(async () => {
    await counted('10');
    // As that version writes it, by the columns it knows: the database books what it reserves.
    await rows(`INSERT INTO customer_order (order_id, state) VALUES ('ord_1', 'taken')`);
    await rows(`
      INSERT INTO reservation (line_id, order_id, state, sku, product_id, unit, ordered, cancelled, shipped, reserved)
      VALUES ('orl_1', 'ord_1', 'reserved', 'TEE', 'prd_tee', 'unit', 4, 0, 0, 4)`);
    await rows(`UPDATE product SET reserved = 4 WHERE product_id = 'prd_tee'`);
  });

  it('is bound to no location, shipped from any, and given up', async () => {
    expect(await reserved()).toMatchObject({ product: '4', levels: '0', lines: '4', movements: '4' });
    await service.hears(incoming(ShipmentConfirmed, aShipment()));
    expect(await reserved()).toMatchObject({ product: '2', levels: '0', lines: '2', movements: '2' });
    await service.hears(incoming(OrderCancelled, aCancellation()));
    expect(await reserved()).toEqual(all('0'));
    expect(await states()).toEqual({ orl_1: 'consumed' });
  });
});

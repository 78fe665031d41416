import { createOdooClient, type OdooClient } from '@penstock/connector-odoo';
import { type EventMeta, type EventType, OrderCancelled, OrderCreated } from '@penstock/contracts';
import { decimalText, instantOfMillis } from '@penstock/domain';
import { aMessage, aMeta, plainCodec, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import type { Loop } from '@penstock/messaging';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from './migrations/index.js';
import { OdooHealth } from './odoo-changes/odoo-health.js';
import { productIdOf } from './odoo-system.js';
import { aLine, anOrder, aShipping } from './order.fixture.js';
import { odooAdapter } from './service.js';

const SYSTEM = { entity: 'main', instance: 'main' };
const STOCK = 8; // WH/Stock of the stand-in
const config = {
  entity: 'main',
  odooInstance: 'main',
  odooConcurrency: 4,
  odooPollIntervalMs: 0,
  odooPollMarginSeconds: 60,
};

let odoo: OdooStandIn;
let client: OdooClient;
let service: ServiceUnderTest;
let loops: readonly Loop[];
let offset: bigint;

beforeEach(async () => {
  odoo = await startOdooStandIn({ seed: 'demo' });
  client = createOdooClient({
    url: odoo.url,
    database: odoo.database,
    user: odoo.user,
    password: odoo.password,
    timeoutMs: 400,
  });
  const definition = odooAdapter(config, client, new OdooHealth());
  const { handlers } = definition;
  service = await serviceUnderTest({ url: await freshDatabase(), service: definition.name, handlers, migrations });
  loops = definition.loops?.(service.units) ?? [];
  offset = 0n;
});
afterEach(async () => {
  await service.close();
  client.close();
  await odoo.stop();
});

const signal = new AbortController().signal;
const poll = () => loops[2]?.turn(signal);

/** Carries out tasks until none is due; one that was put off is due at once. */
async function work(): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    await service.database.query(
      `UPDATE task SET next_attempt_at = 'epoch', leased_until = 'epoch' WHERE state = 'waiting'`,
    );
    for (const loop of loops.slice(0, 2)) {
      await loop.turn(signal);
      await loop.stop?.();
    }
  }
}

const deliver = (type: EventType, event: { meta: EventMeta }) =>
  service.deliver([aMessage(type, event, { offset: (offset += 1n) })]);
const take = (order: ReturnType<typeof anOrder>) => deliver(OrderCreated as unknown as EventType, order);

interface Said extends Record<string, unknown> {
  name: string;
}
async function said(name?: string): Promise<Said[]> {
  const rows = await service.database.query<{ value: Buffer }[]>('SELECT value FROM outbox ORDER BY id');
  const all = await Promise.all(
    rows.map(async ({ value }): Promise<Said> => {
      const decoded = await plainCodec.decode(value);
      if (decoded.kind !== 'event') throw new Error(decoded.reason);
      return { ...(decoded.event as object), name: decoded.type.name.split('.').at(-1) ?? '' };
    }),
  );
  return all.filter((event) => name === undefined || event.name === name);
}
const forget = () => service.database.query('DELETE FROM outbox');

const inOdoo = (model: string, method: string, args: unknown[] = [], kwargs: Record<string, unknown> = {}) =>
  odoo.perform({ model, method, args, kwargs });
const search = (model: string, domain: unknown[]) =>
  inOdoo(model, 'search_read', [domain]) as Record<string, unknown>[];

/** As a person does: counts a product in WH/Stock. */
function count(sku: string, quantity: number): void {
  const [product] = search('product.product', [['default_code', '=', sku]]);
  const context = { inventory_mode: true };
  const vals = { product_id: product?.['id'], location_id: STOCK, inventory_quantity: quantity };
  const quants = inOdoo('stock.quant', 'create', [[vals]], { context }) as number[];
  inOdoo('stock.quant', 'action_apply_inventory', [quants]);
}

function deliverInOdoo(): void {
  for (const picking of search('stock.picking', [['state', '=', 'assigned']])) {
    for (const move of search('stock.move', [['picking_id', '=', picking['id']]])) {
      inOdoo('stock.move', 'write', [[move['id']], { picked: true }]);
    }
    inOdoo('stock.picking', 'button_validate', [[picking['id']]]);
  }
}

const tee = (quantity = '2') => aLine({ id: '1', sku: 'TEE-BLACK-M', quantity, price: '24.90' });
const orderStates = async () =>
  (await service.database.query<{ state: string }[]>('SELECT state FROM odoo_order ORDER BY order_id')).map(
    ({ state }) => state,
  );

describe('what Odoo knows already', () => {
  it('is announced once: locations, products, and the stock of each product and place as an opening', async () => {
    await poll();
    await poll();
    expect((await said('LocationLinked')).map(({ name, ...event }) => [name, event['usage']])).toContainEqual([
      'LocationLinked',
      'INTERNAL',
    ]);
    expect((await said('ProductLinked')).map(({ sku }) => sku)).toContain('MUG-ENAMEL');
    const opening = await said('CycleCountCompleted');
    const counted = opening.map(({ counted }) => decimalText((counted as { amount: never }).amount));
    expect(counted.sort()).toEqual(['120', '25', '45', '60', '80']);
    expect(opening.every((event) => event['opening'])).toBe(true);
    expect(await said('StockAdjusted')).toEqual([]);
  });
});

describe('an order', () => {
  it('becomes a confirmed sale.order with the channel’s total and day, and says where it is', async () => {
    await poll();
    await forget();
    const order = anOrder({
      lines: [aLine({ id: '1', sku: 'TEE-BLACK-M', quantity: '3', price: '24.90', discount: '10.00' })],
      shipping: [aShipping('4.99')],
      tax: '5.55',
    });
    await take(order);
    await work();
    const [sale] = search('sale.order', [['client_order_ref', '=', '#1001']]);
    expect(sale).toMatchObject({
      state: 'sale',
      amount_total: 75.24,
      date_order: '2026-11-20 10:00:00',
      origin: 'shopify:demo-shop/1001',
    });
    expect(search('res.partner', [['name', '=', 'Jane Shop']])).toMatchObject([
      { city: 'Fresno', zip: '93650', email: 'jane@example.com' },
    ]);
    const linked = await said('OdooRecordLinked');
    expect(linked).toMatchObject([{ kind: 'SALE_ORDER' }, { kind: 'PARTNER' }]);
    expect(linked[0]).toMatchObject({
      canonicalId: order.orderId,
      displayName: sale?.['name'],
      externalId: `penstock.${order.orderId}`,
    });
    expect(await orderStates()).toEqual(['confirmed']);
    expect(await service.database.query('SELECT personal FROM odoo_order')).toEqual([{ personal: null }]);
  });

  it.each(['res.partner', 'sale.order'])(
    'is one order although the answer to the load of %s was lost',
    async (model) => {
      await poll();
      odoo.setFault({ mode: 'commit-then-hang', model, method: 'load', times: 1 });
      await take(anOrder({ lines: [tee()] }));
      await work();
      expect(search('sale.order', [['client_order_ref', '=', '#1001']])).toMatchObject([{ state: 'sale' }]);
      expect(search('res.partner', [['name', '=', 'Jane Shop']])).toHaveLength(1);
      expect(await orderStates()).toEqual(['confirmed']);
    },
  );

  it('is confirmed once although the answer to that was lost', async () => {
    await poll();
    odoo.setFault({ mode: 'commit-then-hang', method: 'action_confirm', times: 1 });
    await take(anOrder({ lines: [tee()] }));
    await work();
    expect(search('sale.order', [['client_order_ref', '=', '#1001']])).toMatchObject([
      { state: 'sale', date_order: '2026-11-20 10:00:00' },
    ]);
    expect(search('stock.picking', [['state', '=', 'assigned']])).toHaveLength(1);
  });

  it('waits out an Odoo that is down and a lost race', async () => {
    await poll();
    odoo.setFault([
      { mode: 'down', times: 1 },
      { mode: 'concurrency', model: 'sale.order', method: 'load', times: 1 },
    ]);
    await take(anOrder({ lines: [tee()] }));
    await work();
    expect(await orderStates()).toEqual(['confirmed']);
  });

  it('with an unknown SKU is held, and released when Odoo learns of it; others go on', async () => {
    await poll();
    const unknown = aLine({ id: '9', sku: 'NEW-1', price: '5.00' });
    await take(anOrder({ number: '1', lines: [tee(), unknown] }));
    await take(anOrder({ number: '2', lines: [tee()] }));
    await work();
    expect((await orderStates()).sort()).toEqual(['confirmed', 'held']);
    inOdoo('product.product', 'create', [[{ name: 'New', default_code: 'NEW-1', list_price: 5, is_storable: true }]]);
    await poll();
    await work();
    expect(await orderStates()).toEqual(['confirmed', 'confirmed']);
  });

  it('whose total Odoo sees differently stays a quotation, and a person is told both figures', async () => {
    await poll();
    const order = anOrder({ lines: [tee('1')] });
    const grandTotal = order.totals.shipping; // the channel claims a total of zero
    await take({ ...order, totals: { ...order.totals, grandTotal } });
    await work();
    expect(await said('ExceptionRaised')).toMatchObject([
      { kind: 'AMOUNT_MISMATCH', facts: { expected: '0 USD', found: '24.9 USD' } },
    ]);
    expect(search('sale.order', [['client_order_ref', '=', '#1001']])).toMatchObject([{ state: 'draft' }]);
    expect(await orderStates()).toEqual(['created']);
  });
});

describe('a cancellation', () => {
  const cancellation = (orderId: string) => ({
    meta: aMeta({ aggregateId: orderId }), orderId, reason: 'CUSTOMER' as const, reasonText: null,
    cancelledAt: instantOfMillis(Date.now()), lines: null,
  }); // prettier-ignore
  const cancel = (orderId: string) => deliver(OrderCancelled as unknown as EventType, cancellation(orderId));

  it('of an order that is not in Odoo yet keeps it out', async () => {
    const order = anOrder({ lines: [tee()] });
    await take(order);
    await cancel(order.orderId);
    await poll();
    await work();
    expect(search('sale.order', [])).toEqual([]);
    expect(await orderStates()).toEqual(['unwanted']);
  });

  it('of a confirmed order cancels it and its delivery', async () => {
    await poll();
    const order = anOrder({ lines: [tee()] });
    await take(order);
    await work();
    await cancel(order.orderId);
    await work();
    expect(search('sale.order', [])).toMatchObject([{ state: 'cancel' }]);
    expect(await orderStates()).toEqual(['cancelled']);
  });

  it('of a delivered order goes to a person', async () => {
    await poll();
    const order = anOrder({ lines: [tee()] });
    await take(order);
    await work();
    deliverInOdoo();
    await cancel(order.orderId);
    await work();
    expect(search('sale.order', [])).toMatchObject([{ state: 'sale' }]);
    expect(await said('ExceptionRaised')).toMatchObject([{ kind: 'ORDER_CONFLICT' }]);
  });
});

describe('what moves in Odoo', () => {
  it('comes as adjustments, each once, also two of the same second', async () => {
    await poll();
    await forget();
    count('MUG-ENAMEL', 57);
    count('CAP-WAXED', 30);
    await poll();
    await poll();
    const deltas = (await said('StockAdjusted')).map(({ delta, cause }) => [
      decimalText((delta as { amount: never }).amount),
      cause,
    ]);
    expect(deltas).toEqual([['-3', 'COUNT'], ['5', 'COUNT']]); // prettier-ignore
  });

  it('as a delivery of our order is a shipment of its lines, and no adjustment', async () => {
    await poll();
    const order = anOrder({ lines: [tee()] });
    await take(order);
    await work();
    await forget();
    deliverInOdoo();
    await poll();
    await poll();
    expect(await said('StockAdjusted')).toEqual([]);
    expect(await said('ShipmentConfirmed')).toMatchObject([
      { orderId: order.orderId, complete: true, lines: [{ orderLineId: order.lines[0]?.lineId }] },
    ]);
  });

  it('as a delivery of our order whose creation nobody wrote down yet is a shipment all the same', async () => {
    await poll();
    const order = anOrder({ lines: [tee()] });
    await take(order);
    await work();
    await service.database.query('DELETE FROM odoo_record');
    await forget();
    deliverInOdoo();
    await poll();
    expect((await said()).map(({ name }) => name)).toEqual(['ShipmentConfirmed']);
  });

  it('for an order typed into Odoo is a sale', async () => {
    await poll();
    await forget();
    const [mug] = search('product.product', [['default_code', '=', 'MUG-ENAMEL']]);
    const line = [0, 0, { product_id: mug?.['id'], product_uom_qty: 4 }];
    const orders = inOdoo('sale.order', 'create', [[{ partner_id: 3, order_line: [line] }]]) as number[];
    inOdoo('sale.order', 'action_confirm', [orders]);
    deliverInOdoo();
    await poll();
    expect(await said('StockAdjusted')).toMatchObject([
      { cause: 'SALE', productId: productIdOf(SYSTEM, mug?.['id'] as number) },
    ]);
  });

  it('is neither missed nor doubled when a transaction that began earlier commits later', async () => {
    await poll();
    await forget();
    const [cap] = search('product.product', [['default_code', '=', 'CAP-WAXED']]);
    const vals = { product_id: cap?.['id'], location_id: STOCK, inventory_quantity: 20 };
    const quants = inOdoo('stock.quant', 'create', [[vals]], { context: { inventory_mode: true } }) as number[];
    odoo.setFault({ mode: 'slow', method: 'action_apply_inventory', ms: 1_200, times: 1 });
    const patient = createOdooClient({
      url: odoo.url,
      database: odoo.database,
      user: odoo.user,
      password: odoo.password,
    });
    const slow = patient.call('stock.quant', 'action_apply_inventory', [quants]);
    const struck = async () => ((await (await fetch(`${odoo.url}/_standin/faults`)).json()) as unknown[]).length === 0;
    await expect.poll(struck).toBe(true); // its transaction has begun, and ends long after the next count
    count('MUG-ENAMEL', 50);
    await poll();
    await slow;
    patient.close();
    await poll();
    await poll();
    const deltas = (await said('StockAdjusted')).map(({ delta }) => decimalText((delta as { amount: never }).amount));
    expect(deltas).toEqual(['-10', '-5']);
  });

  it('of a product that was made a moment ago is announced after the product', async () => {
    await poll();
    await forget();
    inOdoo('product.product', 'create', [[{ name: 'Fresh', default_code: 'FRESH-1', is_storable: true }]]);
    count('FRESH-1', 7);
    await poll();
    expect((await said()).map(({ name }) => name)).toEqual(['ProductLinked', 'StockAdjusted']);
  });
});

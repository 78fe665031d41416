import { OrderCancelled, type OrderCreated } from '@penstock/contracts';
import { decimal, instant } from '@penstock/domain';
import { aMeta, incoming } from '@penstock/messaging/testing';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder } from '../order.fixture.js';

let odoo: OdooStandIn;
let adapter: AdapterUnderTest;

beforeEach(async () => {
  odoo = await startOdooStandIn({ seed: 'demo' });
  adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
});
afterEach(async () => {
  await adapter.close();
  await odoo.stop();
});

const tee = (id = '1', quantity = '2') => aLine({ id, sku: 'TEE-BLACK-M', quantity, price: '24.90' });

describe('a cancellation', () => {
  it('of an order that is not in Odoo yet keeps it out', async () => {
    const order = anOrder({ lines: [tee()] });
    await adapter.take(order);
    await adapter.cancel(order.orderId);
    await adapter.poll();
    await adapter.work();
    expect(adapter.inOdoo('sale.order')).toEqual([]);
    expect(await adapter.orderStates()).toEqual(['unwanted']);
  });

  it('of an order whose creation was not heard of cancels what was made', async () => {
    await adapter.poll();
    const order = anOrder({ lines: [tee()] });
    await adapter.take(order);
    odoo.setFault({ mode: 'commit-then-hang', model: 'sale.order', method: 'load', times: 1 });
    const working = adapter.work();
    const made = () => adapter.inOdoo('sale.order').length;
    await expect.poll(made, { interval: 5 }).toBe(1);
    await adapter.cancel(order.orderId);
    await working;
    await adapter.work();
    expect(adapter.inOdoo('sale.order')).toMatchObject([{ state: 'cancel' }]);
    expect(await adapter.orderStates()).toEqual(['cancelled']);
  });

  it('of an order that was confirmed when its creation broke off leaves it its own day', async () => {
    await adapter.poll();
    const order = anOrder({ lines: [tee()] });
    await adapter.take(order);
    const load = { model: 'sale.order', method: 'load' };
    odoo.setFault([
      { mode: 'slow', ms: 0, ...load, times: 1 },
      { mode: 'down', ...load },
    ]);
    await adapter.work();
    expect(adapter.inOdoo('sale.order')).toMatchObject([{ state: 'sale' }]);
    await adapter.cancel(order.orderId);
    odoo.setFault({ mode: 'none' });
    await adapter.finish();
    expect(adapter.inOdoo('sale.order')).toMatchObject([{ state: 'cancel', date_order: '2026-11-20 10:00:00' }]);
    expect(await adapter.orderStates()).toEqual(['cancelled']);
  });

  it('of a confirmed order cancels it and its delivery', async () => {
    await adapter.poll();
    const order = anOrder({ lines: [tee()] });
    await adapter.take(order);
    await adapter.work();
    await adapter.cancel(order.orderId);
    await adapter.work();
    expect(adapter.inOdoo('sale.order')).toMatchObject([{ state: 'cancel' }]);
    expect(adapter.inOdoo('stock.picking')).toMatchObject([{ state: 'cancel' }]);
    expect(await adapter.orderStates()).toEqual(['cancelled']);
  });

  it('of a delivered order goes to a person', async () => {
    await adapter.poll();
    const order = anOrder({ lines: [tee()] });
    await adapter.take(order);
    await adapter.work();
    adapter.ship();
    await adapter.cancel(order.orderId);
    await adapter.work();
    expect(adapter.inOdoo('sale.order')).toMatchObject([{ state: 'sale' }]);
    expect(await adapter.said('ExceptionRaised')).toMatchObject([{ kind: 'ORDER_CONFLICT' }]);
  });

  it('of an order that was never asked for waits for nothing', async () => {
    await adapter.poll();
    const order = anOrder({ lines: [tee()] });
    await adapter.take(order);
    await adapter.cancel(order.orderId);
    await adapter.work();
    expect(await adapter.orderStates()).toEqual(['cancelled']);
    expect(adapter.inOdoo('sale.order')).toEqual([]);
  });

  it('while its creation is late in Odoo waits for it, although it finds nothing at first', async () => {
    await adapter.poll();
    const order = anOrder({ lines: [tee()] });
    await adapter.take(order);
    odoo.setFault({ mode: 'slow', model: 'sale.order', method: 'load', times: 1, ms: 1_000 });
    const working = adapter.work(); // given up after 400 ms; the call goes on in Odoo
    await expect.poll(() => adapter.rows('SELECT FROM odoo_open_call'), { interval: 5 }).toHaveLength(1);
    await adapter.cancel(order.orderId);
    await working;
    await adapter.finish();
    expect(adapter.inOdoo('sale.order')).toMatchObject([{ state: 'cancel' }]);
    expect(await adapter.orderStates()).toEqual(['cancelled']);
  });

  it('whose answer was lost is carried out once', async () => {
    const order = await confirmed();
    odoo.setFault({ mode: 'commit-then-hang', model: 'sale.order', method: 'action_cancel', times: 1 });
    await adapter.cancel(order.orderId);
    await adapter.finish();
    expect(adapter.inOdoo('sale.order')).toMatchObject([{ state: 'cancel' }]);
    expect(odoo.requests().filter(({ method }) => method === 'action_cancel')).toHaveLength(1);
    expect(await adapter.said('ExceptionRaised')).toEqual([]);
  });

  it('of an order that a person cancels at the same moment is no trouble', async () => {
    const order = await confirmed();
    await adapter.cancel(order.orderId);
    adapter.person('sale.order', 'action_cancel', [[saleId()]], { context: { disable_cancel_warning: true } });
    await adapter.finish();
    expect(await adapter.orderStates()).toEqual(['cancelled']);
    expect(await adapter.said('ExceptionRaised')).toEqual([]);
  });

  it('of a locked order goes to a person, who is told to unlock it', async () => {
    const order = await confirmed();
    adapter.person('sale.order', 'action_lock', [[saleId()]]);
    await adapter.cancel(order.orderId);
    await adapter.finish();
    expect(adapter.inOdoo('sale.order')).toMatchObject([{ state: 'sale' }]);
    const remedy = expect.stringContaining('Unlock') as string;
    expect(await adapter.said('ExceptionRaised')).toMatchObject([
      { kind: 'ORDER_CONFLICT', facts: { reason: 'locked' }, remedy },
    ]);
    expect(await adapter.orderStates()).toEqual(['confirmed']);
  });
});

describe.each([18, 19] as const)('a cancellation of single lines, in Odoo %i,', (version) => {
  let other: OdooStandIn;

  beforeEach(async () => {
    other = await startOdooStandIn({ seed: 'demo', version });
    await adapter.close();
    adapter = await AdapterUnderTest.start(other, await freshDatabase());
  });
  afterEach(() => other.stop());

  const planned = () =>
    adapter.inOdoo('stock.move', [['state', 'not in', ['done', 'cancel']]]).map((move) => move['product_uom_qty']);
  const first = tee('1', '5').lineId;

  it('takes its units out of order and delivery, and the rest with the next one', async () => {
    const order = await confirmed('5');
    await cancelUnits(order.orderId, first, '2');
    await adapter.finish();
    expect(planned()).toEqual([3]);
    await cancelUnits(order.orderId, first, '3');
    await adapter.finish();
    expect(adapter.inOdoo('sale.order')).toMatchObject([{ state: 'cancel' }]);
    expect(await adapter.said('ExceptionRaised')).toEqual([]);
  });

  it('of an order that waits for a SKU is carried out when it is in Odoo', async () => {
    const order = anOrder({ lines: [tee('1', '5'), aLine({ id: '2', sku: 'HOOD', price: '30' })] });
    await adapter.poll();
    await adapter.take(order);
    await cancelUnits(order.orderId, first, '2');
    await adapter.finish();
    expect(adapter.inOdoo('sale.order')).toEqual([]);
    adapter.makeProduct('HOOD');
    await adapter.poll();
    await adapter.finish();
    expect(planned()).toEqual([3, 1]);
    expect(await adapter.orderStates()).toEqual(['confirmed']);
  });

  it('leaves what was delivered, and a person is told', async () => {
    const order = await confirmed('5');
    adapter.ship(4);
    await cancelUnits(order.orderId, first, '2');
    await adapter.finish();
    expect(planned()).toEqual([1]);
    expect(await adapter.said('ExceptionRaised')).toMatchObject([
      { kind: 'DELIVERY_CONFLICT', facts: { code: 'BELOW_DELIVERED' } },
    ]);
  });
});

/** An order of shirts that is confirmed in Odoo. */
async function confirmed(quantity = '2'): Promise<OrderCreated> {
  await adapter.poll();
  const order = anOrder({ lines: [tee('1', quantity)] });
  await adapter.take(order);
  await adapter.finish();
  expect(await adapter.orderStates()).toEqual(['confirmed']);
  return order;
}

const saleId = () => adapter.inOdoo('sale.order')[0]?.['id'];

function cancelUnits(orderId: string, lineId: string, quantity: string) {
  const lines = [{ lineId, quantity: { amount: decimal(quantity), unit: 'unit' } }];
  const cancelledAt = instant('2026-11-21T09:00:00Z');
  const event = { meta: aMeta(), orderId, reason: 'CUSTOMER' as const, reasonText: null, cancelledAt, lines };
  return adapter.service.hears(incoming(OrderCancelled, event));
}

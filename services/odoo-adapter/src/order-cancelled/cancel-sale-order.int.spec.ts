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
});

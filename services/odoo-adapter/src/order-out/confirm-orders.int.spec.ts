import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder } from '../order.fixture.js';

const CONFIRM = { model: 'sale.order', method: 'action_confirm', times: 1 };

/** Longer than any test runs. */
const REQUEST_LIMIT_MS = 600_000;

let odoo: OdooStandIn;
let adapter: AdapterUnderTest;

beforeEach(async () => {
  odoo = await startOdooStandIn({ seed: 'demo' });
  adapter = await AdapterUnderTest.start(odoo, await freshDatabase(), { odooRequestLimitMs: REQUEST_LIMIT_MS });
  await adapter.poll();
});
afterEach(async () => {
  await adapter.close();
  await odoo.stop();
});

const order = anOrder({ lines: [aLine({ id: '1', sku: 'TEE-BLACK-M', quantity: '2', price: '24.90' })] });
const confirmations = () => odoo.requests({ model: 'sale.order', method: 'action_confirm' }).length;
const sales = () => adapter.inOdoo('sale.order', [['client_order_ref', '=', order.orderNumber]]);
const lastFailure = () => adapter.rows(`SELECT last_failure->>'code' AS code FROM task`);
const ITS_DAY = '2026-11-20 10:00:00';

describe('an order whose confirmation got no answer', () => {
  it('is confirmed at the first try where Odoo says so, on its own day', async () => {
    odoo.setFault({ mode: 'commit-then-hang', ms: 0, ...CONFIRM });
    await adapter.take(order);
    await adapter.work();
    expect(await adapter.orderStates()).toEqual(['confirmed']);
    expect(await lastFailure()).toEqual([{ code: null }]);
    expect(sales()).toMatchObject([{ state: 'sale', date_order: ITS_DAY }]);
    expect(confirmations()).toBe(1);
  });

  it('is not waited for once Odoo says that it is confirmed, though the process died meanwhile', async () => {
    await adapter.take(order);
    await adapter.work();
    await adapter.rows(`UPDATE odoo_order SET state = 'ready', odoo_id = NULL, odoo_name = NULL`);
    await adapter.rows(`UPDATE task SET state = 'waiting'`);
    await adapter.rows(`INSERT INTO odoo_open_call VALUES ('confirm ${order.orderId}', clock_timestamp())`);
    await adapter.work();
    expect(await adapter.orderStates()).toEqual(['confirmed']);
    expect(confirmations()).toBe(1);
  });

  it('is left alone while Odoo may still be at it', async () => {
    odoo.setFault({ mode: 'slow', ms: 5_000, ...CONFIRM });
    await adapter.take(order);
    await adapter.work();
    expect(await adapter.orderStates()).toEqual(['ready']);
    expect(await lastFailure()).toEqual([{ code: 'ODOO_MAY_BE_AT_IT' }]);
    await adapter.finish();
    expect(sales()).toMatchObject([{ state: 'sale', date_order: ITS_DAY }]);
    expect(confirmations()).toBe(1);
  });
});

import { OrderUpdated } from '@penstock/contracts';
import { crashDuringTask, incoming } from '@penstock/messaging/testing';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AdapterUnderTest, SYSTEM } from '../adapter-under-test.fixture.js';
import { demoMappings } from '../mapping/mapping.fixture.js';
import { OpenCalls } from '../open-calls/open-calls.js';
import { aLine, anOrder, aShipping } from '../order.fixture.js';
import { anUpdate } from './an-update.fixture.js';
import { changeSaleOrder } from './change-sale-order.js';

let odoo: OdooStandIn;
let adapter: AdapterUnderTest;

beforeEach(async () => {
  odoo = await startOdooStandIn({ seed: 'demo' });
  adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
  await adapter.poll();
});
afterEach(async () => {
  await adapter.close();
  await odoo.stop();
});

const tee = (quantity: string) => aLine({ id: '1', sku: 'TEE-BLACK-M', quantity, price: '24.90' });
const mug = aLine({ id: '2', sku: 'MUG-ENAMEL', quantity: '1', price: '14.50' });
const shipping = [aShipping('4.90')];

it('a change is made once when the process dies between any two statements of its task', async () => {
  await adapter.take(anOrder({ lines: [tee('5')], shipping }));
  await adapter.finish();
  const made = anOrder({ lines: [tee('2'), mug], shipping });
  await adapter.service.hears(incoming(OrderUpdated, anUpdate(made, 1)));
  // No answer is lost here, so no call of a process that died is waited for.
  const calls = new OpenCalls(adapter.service.database, 0);
  const mappings = demoMappings(adapter.client);
  const given = { odoo: adapter.client, database: adapter.service.database, calls, mappings };
  const task = changeSaleOrder({ ...given, system: SYSTEM, concurrency: 1 });
  const line = (sku: string) => adapter.inOdoo('sale.order.line', [['product_id', '=', adapter.productId(sku)]]);
  const quantities = (sku: string) => line(sku).map((each) => each['product_uom_qty']);
  const moves = () =>
    adapter.inOdoo('stock.move', [['state', 'not in', ['done', 'cancel']]]).map((move) => move['product_uom_qty']);
  const statements = await crashDuringTask(adapter.service, task, {
    // The order as it was before the change; a line that an earlier try added has nothing ordered of it.
    forget: () => {
      for (const { id } of line('TEE-BLACK-M'))
        adapter.person('sale.order.line', 'write', [[id], { product_uom_qty: 5, customer_lead: 0 }]);
      for (const { id } of line('MUG-ENAMEL'))
        adapter.person('sale.order.line', 'write', [[id], { product_uom_qty: 0, customer_lead: 0 }]);
    },
    effects: () => ({ tee: quantities('TEE-BLACK-M'), mug: quantities('MUG-ENAMEL'), moves: moves() }),
  });
  expect(statements.length).toBeGreaterThan(5);
  expect({ tee: quantities('TEE-BLACK-M'), mug: quantities('MUG-ENAMEL'), moves: moves() }).toEqual({
    tee: [2],
    mug: [1],
    moves: [2, 1],
  });
});

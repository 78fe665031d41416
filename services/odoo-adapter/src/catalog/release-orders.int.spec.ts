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

const withUnknown = (number: string, sku: string) =>
  anOrder({ number, lines: [tee(`${number}1`, '1'), aLine({ id: `${number}2`, sku, price: '5.00' })] });

describe('an order with a SKU that Odoo does not know', () => {
  it('is held while others go on, and released when Odoo learns of it', async () => {
    await adapter.poll();
    await adapter.take(withUnknown('1', 'NEW-1'));
    await adapter.take(anOrder({ number: '2', lines: [tee()] }));
    await adapter.work();
    expect(await adapter.orderStates()).toEqual(['confirmed', 'held']);
    adapter.makeProduct('NEW-1');
    await adapter.poll();
    await adapter.work();
    expect(await adapter.orderStates()).toEqual(['confirmed', 'confirmed']);
  });

  it('waits for the last of several', async () => {
    await adapter.poll();
    const lines = ['NEW-1', 'NEW-2'].map((sku, index) => aLine({ id: String(index), sku, price: '5.00' }));
    await adapter.take(anOrder({ lines }));
    adapter.makeProduct('NEW-1');
    await adapter.poll();
    expect(await adapter.orderStates()).toEqual(['held']);
    adapter.makeProduct('NEW-2');
    await adapter.poll();
    expect(await adapter.orderStates()).toEqual(['ready']);
  });

  it('is never forgotten when order and product come at the same moment', async () => {
    await adapter.poll();
    for (let round = 0; round < 15; round += 1) {
      adapter.makeProduct(`RACE-${round}`);
      await Promise.all([
        adapter.poll(),
        adapter.take(withUnknown(`9${round}`, `RACE-${round}`)),
        adapter.pollAsReplica(),
      ]);
    }
    await adapter.work();
    expect([...new Set(await adapter.orderStates())]).toEqual(['confirmed']);
    expect(await adapter.rows('SELECT * FROM odoo_order_missing_sku')).toEqual([]);
  });

  it('means the oldest active product of those that carry it', async () => {
    adapter.makeProduct('TWICE');
    adapter.makeProduct('TWICE');
    await adapter.poll();
    const first = adapter.productId('TWICE');
    expect(await adapter.rows(`SELECT odoo_id FROM odoo_catalog_sku WHERE sku = 'TWICE'`)).toEqual([
      { odoo_id: String(first) },
    ]);
    adapter.person('product.product', 'write', [[first], { active: false }]);
    await adapter.poll();
    expect(await adapter.rows(`SELECT odoo_id FROM odoo_catalog_sku WHERE sku = 'TWICE'`)).toEqual([
      { odoo_id: String(first + 1) },
    ]);
  });
});

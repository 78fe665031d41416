import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { FIND_TROUBLE } from '../migrations/sku-trouble.js';
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
});

const skuRow = (sku: string) =>
  adapter.rows(`SELECT odoo_id, trouble, candidates FROM odoo_catalog_sku WHERE sku = '${sku}'`);
const archive = (id: number, active = false) => adapter.person('product.product', 'write', [[id], { active }]);
const pollAndWork = async () => {
  await adapter.poll();
  await adapter.work();
};

describe('a SKU that several products share', () => {
  it('holds its orders, which name the products, until people have made clear which is meant', async () => {
    const [first] = [adapter.makeProduct('TWICE'), adapter.makeProduct('TWICE')].flat() as number[];
    if (first === undefined) throw new Error('no product was made');
    await adapter.poll();
    await adapter.take(withUnknown('1', 'TWICE'));
    await adapter.take(anOrder({ number: '2', lines: [tee()] }));
    await adapter.work();
    expect(await adapter.orderStates()).toEqual(['confirmed', 'held']);
    expect(await adapter.said('ExceptionRaised')).toMatchObject([
      { kind: 'AMBIGUOUS_PRODUCT', facts: { products: `product.product,${first} product.product,${first + 1}` } },
    ]);
    archive(first);
    await pollAndWork();
    expect(await skuRow('TWICE')).toEqual([{ odoo_id: String(first + 1), trouble: null, candidates: [] }]);
    expect(await adapter.orderStates()).toEqual(['confirmed', 'confirmed']);
  });

  it('is told of for the orders that waited for it before', async () => {
    await adapter.poll();
    await adapter.take(withUnknown('1', 'TWICE'));
    expect(await adapter.said('ExceptionRaised')).toEqual([]);
    adapter.makeProduct('TWICE');
    adapter.makeProduct('TWICE');
    await pollAndWork();
    expect(await adapter.said('ExceptionRaised')).toMatchObject([{ kind: 'AMBIGUOUS_PRODUCT' }]);
    await pollAndWork();
    expect(await adapter.said('ExceptionRaised')).toHaveLength(1);
    expect(await adapter.orderStates()).toEqual(['held']);
  });

  it('was one already when this version came', async () => {
    adapter.makeProduct('TWICE');
    adapter.makeProduct('TWICE');
    await adapter.poll();
    const now = await skuRow('TWICE');
    await adapter.rows(`UPDATE odoo_catalog_sku SET odoo_id = (SELECT min(odoo_id) FROM odoo_product WHERE sku = 'TWICE'),
                          trouble = NULL, candidates = '[]' WHERE sku = 'TWICE'`); // prettier-ignore
    await adapter.rows(FIND_TROUBLE);
    expect(await skuRow('TWICE')).toEqual(now);
    expect(now).toMatchObject([{ odoo_id: null, trouble: 'AMBIGUOUS' }]);
  });
});

describe('an archived product', () => {
  it('holds its orders until it is unarchived', async () => {
    const [product] = [adapter.makeProduct('OLD')].flat() as number[];
    if (product === undefined) throw new Error('no product was made');
    await adapter.poll();
    archive(product);
    await adapter.poll();
    await adapter.take(withUnknown('1', 'OLD'));
    expect(await adapter.orderStates()).toEqual(['held']);
    expect(await adapter.said('ExceptionRaised')).toMatchObject([{ kind: 'PRODUCT_ARCHIVED', facts: { sku: 'OLD' } }]);
    archive(product, true);
    await pollAndWork();
    expect(await adapter.orderStates()).toEqual(['confirmed']);
  });
});

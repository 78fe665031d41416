import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder, aTax } from '../order.fixture.js';

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

const tee = (id = '1', quantity = '2') => aLine({ id, sku: 'TEE-BLACK-M', quantity, price: '24.90' });
const several = (count: number) =>
  Array.from({ length: count }, (_, index) => anOrder({ number: String(2000 + index), lines: [tee(`${index}`, '1')] }));
const takeAll = async (orders: readonly ReturnType<typeof anOrder>[]) => {
  for (const order of orders) await adapter.take(order);
};

const sales = () => adapter.inOdoo('sale.order', [['client_order_ref', 'like', '#']]);
const callsOf = (model: string, method: string) =>
  odoo.requests().filter((request) => request.model === model && request.method === method).length;

describe('orders that come together', () => {
  it('are written in one call and confirmed in one, and have their days in one', async () => {
    await takeAll(several(8));
    await adapter.work();
    expect(sales().map(({ state, date_order: day }) => [state, day])).toEqual(
      several(8).map(() => ['sale', '2026-11-20 10:00:00']),
    );
    expect([callsOf('sale.order', 'load'), callsOf('sale.order', 'action_confirm')]).toEqual([2, 1]);
  });

  it.each([
    ['has no analytic accounts are said to have none', 0, true],
    ['has analytic accounts are distributed by Odoo', 1, false],
  ])('in a database that %s', async (_, accounts, isSaid) => {
    const vals = Array.from({ length: accounts }, () => ({ name: 'Shops', active: false }));
    adapter.person('account.analytic.account', 'create', [vals]);
    await takeAll(several(2));
    await adapter.work();
    const [load] = odoo.requests().filter(({ model, method }) => model === 'sale.order' && method === 'load');
    const [fields] = load?.args as [string[]];
    expect(fields.includes('order_line/analytic_distribution')).toBe(isSaid);
    const context = { lang: 'en_US', allowed_company_ids: [1], default_company_id: 1, default_warehouse_id: 1 };
    expect(load?.kwargs).toMatchObject({ context });
    expect(await adapter.orderStates()).toEqual(['confirmed', 'confirmed']);
  });

  it('of a customer who orders twenty times at once make one customer and twenty orders', async () => {
    await takeAll(several(20).map((order) => ({ ...order, customerId: 'cus_jane' })));
    await adapter.work();
    expect(sales().map(({ state }) => state)).toEqual(several(20).map(() => 'sale'));
    expect(adapter.inOdoo('res.partner', [['name', '=', 'Jane Shop']])).toHaveLength(1);
    const linked = (await adapter.said('OdooRecordLinked')).map(({ kind }) => kind);
    expect(linked.filter((kind) => kind === 'PARTNER')).toHaveLength(1);
    expect(linked.filter((kind) => kind === 'SALE_ORDER')).toHaveLength(20);
  });

  it('are each once although the answer about all of them was lost', async () => {
    odoo.setFault([
      { mode: 'commit-then-hang', model: 'sale.order', method: 'load', times: 1 },
      { mode: 'commit-then-hang', model: 'sale.order', method: 'action_confirm', times: 1 },
    ]);
    await takeAll(several(5));
    const all = several(5).map(() => 'confirmed');
    await expect.poll(async () => (await adapter.work(), adapter.orderStates())).toEqual(all);
    expect(sales()).toHaveLength(5);
    expect(adapter.inOdoo('stock.picking')).toHaveLength(5);
    const confirmed = odoo
      .requests()
      .filter(({ method }) => method === 'action_confirm')
      .flatMap(({ args }) => (args as [number[]])[0]);
    expect(confirmed).toHaveLength(5);
    expect(new Set(confirmed).size).toBe(5);
  });

  it('go on without the one that Odoo refuses', async () => {
    const orders = several(5);
    const [, bad] = orders;
    if (!bad) throw new Error('five orders have a second');
    // Odoo reads a float, and this is none that it could hold.
    const broken = { ...bad, orderNumber: '#BAD', lines: [{ ...tee('bad'), sku: null, title: 'x' }] };
    await takeAll(orders.map((order) => (order === bad ? broken : order)));
    await adapter.rows(
      `UPDATE odoo_order SET draft = jsonb_set(draft, '{placedAt}', '"no day"') WHERE order_number = '#BAD'`,
    );
    await adapter.work();
    expect(await adapter.orderStates()).toEqual(['confirmed', 'confirmed', 'confirmed', 'confirmed', 'refused']);
    expect(await adapter.said('ExceptionRaised')).toMatchObject([{ kind: 'ODOO_REFUSED', subject: bad.orderId }]);
  });

  it('go on without the one whose sums Odoo sees differently: it stays a quotation, and a person is told all figures', async () => {
    const [wrongTotal, wrongTax, right] = several(3);
    if (!wrongTotal || !wrongTax || !right) throw new Error('three orders have a third');
    const cheaper = { ...wrongTotal.totals, grandTotal: wrongTotal.totals.shipping };
    // A cent of tax more in the same total.
    const taxed = { ...wrongTax.totals, tax: aTax({ rate: '0', amount: '0.01' }).amount };
    await takeAll([{ ...wrongTotal, totals: cheaper }, { ...wrongTax, totals: taxed }, right]);
    await adapter.work();
    const exceptions = await adapter.said('ExceptionRaised');
    expect(exceptions.map(({ kind, subject, facts }) => [kind, subject, facts])).toMatchObject([
      ['AMOUNT_MISMATCH', wrongTotal.orderId, { expected: '0 USD', found: '24.9 USD' }],
      ['AMOUNT_MISMATCH', wrongTax.orderId, { expectedTax: '0.01 USD', foundTax: '0 USD', expected: '24.9 USD' }],
    ]);
    expect(
      sales()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['draft', 'draft', 'sale']);
    expect(await adapter.orderStates()).toEqual(['confirmed', 'created', 'created']);
  });
});

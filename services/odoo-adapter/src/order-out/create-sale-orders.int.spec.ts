import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder, aShipping, aTax } from '../order.fixture.js';

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

describe('an order', () => {
  it('becomes a confirmed sale.order with the channel’s total, taxes, delivery and day, and says where it is', async () => {
    const vat = { rate: '0.19', amount: '12.29' };
    const line = aLine({ id: '1', sku: 'TEE-BLACK-M', quantity: '3', price: '24.90', discount: '10.00' });
    const order = anOrder({
      lines: [{ ...line, taxes: [aTax(vat)] }],
      shipping: [{ ...aShipping('4.99'), taxes: [aTax({ rate: '0.19', amount: '0.95' })] }],
      tax: '13.24',
    });
    await adapter.take(order);
    await adapter.work();
    const confirmed = { state: 'sale', amount_total: 82.93, amount_tax: 13.24, date_order: '2026-11-20 10:00:00' };
    const [carrier] = adapter.inOdoo('delivery.carrier', [['name', '=', 'Standard delivery']]);
    expect(sales()).toMatchObject([
      {
        ...confirmed,
        client_order_ref: '#1001',
        origin: 'shopify:demo-shop/1001',
        carrier_id: [carrier?.['id'], 'Standard delivery'],
      },
    ]);
    expect(adapter.inOdoo('sale.order.line').map((each) => [each['name'], each['is_delivery']])).toEqual([
      ['Item TEE-BLACK-M', false],
      ['Discount on Item TEE-BLACK-M: SUMMER', false],
      ['Standard', true],
    ]);
    const customers = adapter.inOdoo('res.partner', [['name', '=', 'Jane Shop']]);
    expect(customers).toMatchObject([{ city: 'Fresno', zip: '93650', email: 'jane@example.com' }]);
    const { orderId: canonicalId } = order;
    expect(await adapter.said('OdooRecordLinked')).toMatchObject([
      { kind: 'SALE_ORDER', canonicalId, displayName: sales()[0]?.['name'], externalId: `penstock.${canonicalId}` },
      { kind: 'PARTNER' },
    ]);
    expect(await adapter.rows('SELECT state, personal, company_id, mapping_version FROM odoo_order')).toEqual([
      { state: 'confirmed', personal: null, company_id: '1', mapping_version: 'test.1' },
    ]);
  });

  it('has the taxes that prices contain inside its total', async () => {
    const vat = aTax({ rate: '0.19', amount: '7.95', included: true });
    await adapter.take(anOrder({ lines: [{ ...tee(), taxes: [vat] }], tax: '7.95', taxesIncluded: true }));
    await adapter.work();
    expect(sales()).toMatchObject([{ state: 'sale', amount_total: 49.8, amount_tax: 7.95 }]);
  });

  it.each([
    ['the customer', [], { model: 'res.partner', method: 'load' }],
    ['the order', [], { model: 'sale.order', method: 'load' }],
    ['its confirmation', [], { model: 'sale.order', method: 'action_confirm' }],
    ['its date', [{ mode: 'slow' as const, ms: 0, times: 1 }], { model: 'sale.order', method: 'load' }],
  ])('is one order although the answer about %s was lost', async (_, before, call) => {
    odoo.setFault([...before.map((fault) => ({ ...fault, ...call })), { mode: 'commit-then-hang', ...call, times: 1 }]);
    await adapter.take(anOrder({ lines: [tee()] }));
    await expect.poll(async () => (await adapter.work(), adapter.orderStates())).toEqual(['confirmed']);
    expect(sales()).toMatchObject([{ state: 'sale', date_order: '2026-11-20 10:00:00' }]);
    expect(adapter.inOdoo('sale.order.line')).toHaveLength(1);
    expect(adapter.inOdoo('res.partner', [['name', '=', 'Jane Shop']])).toHaveLength(1);
    expect(adapter.inOdoo('stock.picking', [['state', '=', 'assigned']])).toHaveLength(1);
    expect(callsOf('sale.order', 'action_confirm')).toBe(1);
  });

  it('is not touched again while Odoo may still be confirming it', async () => {
    odoo.setFault({ mode: 'commit-then-hang', model: 'sale.order', method: 'action_confirm', times: 1 });
    await adapter.take(anOrder({ lines: [tee()] }));
    await adapter.work();
    const [task] = await adapter.rows(`SELECT last_failure->>'code' AS code FROM task`);
    expect(['ODOO_MAY_BE_AT_IT', 'ODOO_ANSWER_LOST', null]).toContain(task?.['code']);
    await expect.poll(async () => (await adapter.work(), adapter.orderStates())).toEqual(['confirmed']);
    expect(callsOf('sale.order', 'action_confirm')).toBe(1);
  });

  it('waits out an Odoo that is down, a proxy that says 429, and a lost race', async () => {
    odoo.setFault([
      { mode: 'down', times: 1 },
      { mode: '429', model: 'res.partner', method: 'load', times: 1 },
      { mode: 'concurrency', model: 'sale.order', method: 'load', times: 1 },
      { mode: 'locked', method: 'action_confirm', times: 1 },
    ]);
    await adapter.take(anOrder({ lines: [tee()] }));
    await adapter.work();
    expect(sales()).toMatchObject([{ state: 'sale' }]);
  });

  it('delivered to us twice is one order', async () => {
    const order = anOrder({ lines: [tee()] });
    await adapter.take(order);
    await adapter.take({ ...order, meta: { ...order.meta, eventId: anOrder({ lines: [] }).meta.eventId } });
    await adapter.work();
    expect(sales()).toHaveLength(1);
  });
});

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

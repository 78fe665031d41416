import type { OrderCreated, ShopMoney } from '@penstock/contracts';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder, aShipping } from '../order.fixture.js';

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

const EUR = 125; // res.currency of the stand-in

const sales = () => adapter.inOdoo('sale.order', [['client_order_ref', 'like', '#']]);

describe('an order', () => {
  it('becomes a confirmed sale.order with the channel’s total and day, and says where it is', async () => {
    await adapter.poll();
    const line = aLine({ id: '1', sku: 'TEE-BLACK-M', quantity: '3', price: '24.90', discount: '10.00' });
    const order = anOrder({ lines: [line], shipping: [aShipping('4.99')], tax: '5.55' });
    await adapter.take(order);
    await adapter.work();
    const confirmed = { state: 'sale', amount_total: 75.24, date_order: '2026-11-20 10:00:00' };
    expect(sales()).toMatchObject([{ ...confirmed, client_order_ref: '#1001', origin: 'shopify:demo-shop/1001' }]);
    const customers = adapter.inOdoo('res.partner', [['name', '=', 'Jane Shop']]);
    expect(customers).toMatchObject([{ city: 'Fresno', zip: '93650', email: 'jane@example.com' }]);
    const { orderId: canonicalId } = order;
    expect(await adapter.said('OdooRecordLinked')).toMatchObject([
      { kind: 'SALE_ORDER', canonicalId, displayName: sales()[0]?.['name'], externalId: `penstock.${canonicalId}` },
      { kind: 'PARTNER' },
    ]);
    expect(await adapter.rows('SELECT state, personal FROM odoo_order')).toEqual([
      { state: 'confirmed', personal: null },
    ]);
  });

  it.each([
    ['the customer', { model: 'res.partner', method: 'load' }],
    ['the order', { model: 'sale.order', method: 'load' }],
    ['its confirmation', { model: 'sale.order', method: 'action_confirm' }],
    ['its date', { model: 'sale.order', method: 'write' }],
  ])('is one order although the answer about %s was lost', async (_, call) => {
    await adapter.poll();
    odoo.setFault({ mode: 'commit-then-hang', ...call, times: 1 });
    await adapter.take(anOrder({ lines: [tee()] }));
    await adapter.work();
    expect(sales()).toMatchObject([{ state: 'sale', date_order: '2026-11-20 10:00:00' }]);
    expect(adapter.inOdoo('sale.order.line')).toHaveLength(1);
    expect(adapter.inOdoo('res.partner', [['name', '=', 'Jane Shop']])).toHaveLength(1);
    expect(adapter.inOdoo('stock.picking', [['state', '=', 'assigned']])).toHaveLength(1);
    expect(await adapter.orderStates()).toEqual(['confirmed']);
  });

  it('waits out an Odoo that is down, a proxy that says 429, and a lost race', async () => {
    await adapter.poll();
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
    await adapter.poll();
    const order = anOrder({ lines: [tee()] });
    await adapter.take(order);
    await adapter.take({ ...order, meta: { ...order.meta, eventId: anOrder({ lines: [] }).meta.eventId } });
    await adapter.work();
    expect(sales()).toHaveLength(1);
  });

  it('of a customer who orders twenty times at once makes one customer and twenty orders', async () => {
    await adapter.poll();
    const numbers = Array.from({ length: 20 }, (_, index) => String(2000 + index));
    for (const number of numbers)
      await adapter.take(anOrder({ number, lines: [tee(number, '1')], customerId: 'cus_jane' }));
    await adapter.work();
    expect(sales().map(({ state }) => state)).toEqual(numbers.map(() => 'sale'));
    expect(adapter.inOdoo('res.partner', [['name', '=', 'Jane Shop']])).toHaveLength(1);
    const linked = (await adapter.said('OdooRecordLinked')).map(({ kind }) => kind);
    expect(linked.filter((kind) => kind === 'PARTNER')).toHaveLength(1);
    expect(linked.filter((kind) => kind === 'SALE_ORDER')).toHaveLength(20);
  });

  it('in another currency than the company’s is in that currency where a pricelist has it', async () => {
    await adapter.poll();
    adapter.person('res.currency', 'write', [[EUR], { active: true }]);
    adapter.person('product.pricelist', 'create', [[{ name: 'EUR shop', currency_id: EUR }]]);
    await adapter.take(inEuros(anOrder({ lines: [tee()] })));
    await adapter.work();
    expect(sales()).toMatchObject([{ state: 'sale', amount_total: 49.8, currency_id: [EUR, 'EUR'] }]);
  });

  it('whose total Odoo sees differently stays a quotation, and a person is told both figures', async () => {
    await adapter.poll();
    const order = anOrder({ lines: [tee('1', '1')] });
    const claimed = { ...order.totals, grandTotal: order.totals.shipping };
    await adapter.take({ ...order, totals: claimed });
    await adapter.work();
    const facts = { expected: '0 USD', found: '24.9 USD' };
    expect(await adapter.said('ExceptionRaised')).toMatchObject([{ kind: 'AMOUNT_MISMATCH', facts }]);
    expect(sales()).toMatchObject([{ state: 'draft' }]);
    expect(await adapter.orderStates()).toEqual(['created']);
  });
});

/** The order of a shop that keeps its books in euros. */
function inEuros(order: OrderCreated): OrderCreated {
  const euros = ({ shop, presentment }: ShopMoney): ShopMoney => ({ shop: { ...shop, currency: 'EUR' }, presentment });
  return {
    ...order,
    shopCurrency: 'EUR',
    lines: order.lines.map((line) => ({ ...line, unitPrice: euros(line.unitPrice), total: euros(line.total) })),
    totals: { ...order.totals, grandTotal: euros(order.totals.grandTotal) },
  };
}

import type { OrderCreated, ShopMoney } from '@penstock/contracts';
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

const EUR = 125; // res.currency of the stand-in

const tee = (id: string) => aLine({ id, sku: 'TEE-BLACK-M', quantity: '2', price: '24.90' });
const other = () => anOrder({ number: '2', lines: [tee('21')] });
const exceptions = async () =>
  (await adapter.said('ExceptionRaised')).map(({ kind, subject, facts }) => ({ kind, subject, facts }));
const sales = () => adapter.inOdoo('sale.order', [['client_order_ref', 'like', '#']]);

/** The order of a shop that keeps its books in euros. */
function inEuros(order: OrderCreated): OrderCreated {
  const euros = ({ shop, presentment }: ShopMoney): ShopMoney => ({ shop: { ...shop, currency: 'EUR' }, presentment });
  const { totals, lines } = order;
  return {
    ...order,
    shopCurrency: 'EUR',
    lines: lines.map((line) => ({ ...line, unitPrice: euros(line.unitPrice), total: euros(line.total) })),
    totals: { ...totals, grandTotal: euros(totals.grandTotal) },
  };
}

const ofChannel = (channel: string | null, order: OrderCreated): OrderCreated => ({
  ...order,
  meta: { ...order.meta, source: { ...order.meta.source, channel } },
});

describe('an order that lacks something is held, a person is told once, and others go on:', () => {
  const order = anOrder({ number: '1', lines: [tee('11')] });
  const taxed = (rate: string) =>
    anOrder({ number: '1', lines: [{ ...tee('11'), taxes: [aTax({ rate, amount: '1' })] }] });

  it.each<[string, OrderCreated, string, Record<string, string>]>([
    ['its channel has no company', ofChannel('ebay', order), 'NOT_MAPPED', { channel: 'ebay' }],
    ['it names no channel', ofChannel(null, order), 'NOT_MAPPED', { channel: '' }],
    ['its tax is not mapped', taxed('0.07'), 'NOT_MAPPED', { title: 'VAT', rate: '0.07', included: 'false' }],
    ['its currency has no pricelist', inEuros(order), 'NOT_MAPPED', { orderCurrency: 'EUR', companyCurrency: 'USD' }],
  ])('%s', async (_, held, kind, facts) => {
    await adapter.take(held);
    await adapter.take(other());
    await adapter.work();
    expect(await adapter.orderStates()).toEqual(['confirmed', 'held']);
    expect(await exceptions()).toMatchObject([{ kind, subject: held.orderId, facts: { orderNumber: '#1', ...facts } }]);
    await adapter.tryHeldAgain();
    await adapter.tryHeldAgain();
    expect(await adapter.orderStates()).toEqual(['confirmed', 'held']);
    expect(await exceptions()).toHaveLength(1);
    expect(sales()).toHaveLength(1);
  });
});

describe('a held order', () => {
  it('goes on by itself once people have merged its customers', async () => {
    for (const name of ['Jane', 'J. Shop'])
      adapter.person('res.partner', 'create', [[{ name, email: 'jane@example.com' }]]);
    await adapter.take(anOrder({ lines: [tee('1')] }));
    await adapter.work();
    expect(await exceptions()).toMatchObject([{ kind: 'PARTNER_CONFLICT', facts: { conflict: 'SEVERAL' } }]);
    expect(JSON.stringify(await exceptions())).not.toMatch(/Jane|J\. Shop|example\.com/);
    const [double] = adapter.inOdoo('res.partner', [['name', '=', 'J. Shop']]);
    adapter.person('res.partner', 'write', [[double?.['id']], { active: false }]);
    await adapter.tryHeldAgain();
    expect(await adapter.orderStates()).toEqual(['confirmed']);
    expect(sales()).toMatchObject([{ partner_id: [expect.anything(), 'Jane'] }]);
  });

  it('whose SKU lost its product before it was written goes on when the product is back', async () => {
    await adapter.take(anOrder({ lines: [tee('1')] }));
    const product = adapter.productId('TEE-BLACK-M');
    adapter.person('product.product', 'write', [[product], { active: false }]);
    await adapter.poll();
    await adapter.work();
    expect(await adapter.orderStates()).toEqual(['held']);
    expect(await exceptions()).toMatchObject([{ kind: 'PRODUCT_ARCHIVED', facts: { sku: 'TEE-BLACK-M' } }]);
    adapter.person('product.product', 'write', [[product], { active: true }]);
    await adapter.poll();
    await adapter.work();
    expect(await adapter.orderStates()).toEqual(['confirmed']);
  });

  it('in another currency is in that currency as soon as a pricelist has it', async () => {
    adapter.person('res.currency', 'write', [[EUR], { active: true }]);
    adapter.person('product.pricelist', 'create', [[{ name: 'EUR shop', currency_id: EUR, company_id: 1 }]]);
    await adapter.take(inEuros(anOrder({ lines: [tee('1')] })));
    await adapter.work();
    expect(sales()).toMatchObject([{ state: 'sale', amount_total: 49.8, currency_id: [EUR, 'EUR'] }]);
  });

  it('is let go at once by another version of the mapping, however long its pause still is', async () => {
    const held = ofChannel('ebay', anOrder({ lines: [tee('1')] }));
    await adapter.take(held);
    await adapter.work();
    const until = () =>
      adapter.rows(`SELECT held_until > now() AS later, (hold->>'holds')::integer AS holds FROM odoo_order`);
    expect(await until()).toEqual([{ later: true, holds: 0 }]);
    await adapter.letHeldGo();
    await adapter.work();
    expect(await until()).toEqual([{ later: true, holds: 0 }]);
    await adapter.rows(`UPDATE odoo_order SET mapping_version = 'the one before'`);
    await adapter.letHeldGo();
    await adapter.work();
    expect(await until()).toEqual([{ later: true, holds: 1 }]);
  });

  it('that is cancelled never gets to Odoo', async () => {
    const held = ofChannel('ebay', anOrder({ lines: [tee('1')] }));
    await adapter.take(held);
    await adapter.work();
    await adapter.cancel(held.orderId);
    await adapter.tryHeldAgain();
    expect(await adapter.orderStates()).toEqual(['unwanted']);
    expect(sales()).toEqual([]);
  });
});

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

  it('is not confirmed again while Odoo may still be at it', async () => {
    // Longer than the adapter waits for an answer; until then it is a quotation for everybody else.
    odoo.setFault({ mode: 'slow', ms: 500, model: 'sale.order', method: 'action_confirm', times: 1 });
    await adapter.take(anOrder({ lines: [tee()] }));
    await expect.poll(async () => (await adapter.work(), adapter.orderStates())).toEqual(['confirmed']);
    expect(callsOf('sale.order', 'action_confirm')).toBe(1);
    expect(adapter.inOdoo('stock.picking')).toHaveLength(1);
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

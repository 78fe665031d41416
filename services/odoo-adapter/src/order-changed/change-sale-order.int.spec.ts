import { OrderUpdated } from '@penstock/contracts';
import { incoming } from '@penstock/messaging/testing';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder, aShipping } from '../order.fixture.js';
import { anUpdate } from './an-update.fixture.js';

const tee = (quantity = '2', price = '24.90') => aLine({ id: '1', sku: 'TEE-BLACK-M', quantity, price });
const mug = (quantity = '1') => aLine({ id: '2', sku: 'MUG-ENAMEL', quantity, price: '14.50' });
const shipping = [aShipping('4.90')];
const asOrdered = anOrder({ lines: [tee('2')], shipping });
const { orderId } = asOrdered;

describe.each([18, 19] as const)('an order that its channel changes, in Odoo %i,', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
    await adapter.poll();
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  const update = (...given: Parameters<typeof anUpdate>) =>
    adapter.service.hears(incoming(OrderUpdated, anUpdate(...given)));
  async function confirmed(): Promise<void> {
    await adapter.take(asOrdered);
    await adapter.finish();
    expect(await adapter.orderStates()).toEqual(['confirmed']);
  }
  const order = () => adapter.inOdoo('sale.order')[0] ?? {};
  const lines = () =>
    Object.fromEntries(
      adapter
        .inOdoo('sale.order.line')
        .map((line) => [(line['product_id'] as [number, string])[1], line['product_uom_qty']]),
    );
  const nameOf = (sku: string) =>
    adapter.inOdoo('product.product', [['default_code', '=', sku]])[0]?.['display_name'] as string;
  /** What open deliveries are to bring, by SKU. */
  const demand = () =>
    adapter
      .inOdoo('stock.move', [['state', 'not in', ['done', 'cancel']]])
      .map((move) => [(move['product_id'] as [number, string])[1], move['product_uom_qty']]);
  const exceptions = async () => (await adapter.said('ExceptionRaised')).map(({ kind, facts }) => ({ kind, facts }));

  it('has more, fewer and other goods, and deliveries that bring them', async () => {
    await confirmed();
    const [t, m] = [nameOf('TEE-BLACK-M'), nameOf('MUG-ENAMEL')];
    await update(anOrder({ lines: [tee('5'), mug('2')], shipping }), 1);
    await adapter.finish();
    expect(demand()).toEqual([[t, 5], [m, 2]]); // prettier-ignore
    expect(order()).toMatchObject({ state: 'sale', amount_total: 158.4 });

    await update(anOrder({ lines: [tee('1', '20'), mug('2')], shipping: [aShipping('9.90')] }), 2);
    await adapter.finish();
    expect(demand()).toEqual([[t, 1], [m, 2]]); // prettier-ignore
    expect(order()).toMatchObject({ amount_total: 58.9 });

    await update(anOrder({ lines: [mug('2')], shipping: [] }), 3, [tee().lineId]);
    await adapter.finish();
    expect(demand()).toEqual([[m, 2]]);
    expect(order()).toMatchObject({ state: 'sale', amount_total: 29 });
    expect(lines()).toMatchObject({ [t]: 0, [m]: 2 });
    expect(await exceptions()).toEqual([]);
    const linked = await adapter.rows(
      `SELECT canonical_id FROM odoo_record WHERE model = 'sale.order.line' ORDER BY canonical_id`,
    );
    expect(linked.map(({ canonical_id: id }) => id)).toEqual([tee().lineId, mug().lineId].sort());
  });

  it('is written once for the same update twice, and not at all for what it is already', async () => {
    await confirmed();
    const changed = anOrder({ lines: [tee('3')], shipping });
    await update(changed, 1);
    await adapter.finish();
    const before = adapter.inOdoo('sale.order.line');
    const written = odoo.requests().length;
    await update(changed, 1);
    await adapter.finish();
    expect(adapter.inOdoo('sale.order.line')).toEqual(before);
    const since = odoo
      .requests()
      .slice(written)
      .map(({ method }) => method);
    expect(since).not.toContain('load');
    expect(since).not.toContain('write');
  });

  it('keeps the lines that an update does not mention', async () => {
    await adapter.take(anOrder({ lines: [tee('2'), mug('1')], shipping }));
    await adapter.finish();
    const whole = anOrder({ lines: [tee('3'), mug('1')], shipping });
    await update({ ...whole, lines: [tee('3')] }, 1);
    await adapter.finish();
    expect(demand().map(([, quantity]) => quantity)).toEqual([3, 1]);
    expect(await exceptions()).toEqual([]);
  });

  it('is what it became last, when updates come in the wrong order', async () => {
    await confirmed();
    await update(anOrder({ lines: [tee('4')], shipping }), 2);
    await update(anOrder({ lines: [tee('3')], shipping }), 1);
    await adapter.finish();
    expect(demand().map(([, quantity]) => quantity)).toEqual([4]);
  });

  it('is created as it was and then changed, when the update overtakes the creation', async () => {
    await adapter.take(asOrdered);
    await update(anOrder({ lines: [tee('1'), mug('1')], shipping }), 1);
    await adapter.finish();
    expect(demand().map(([, quantity]) => quantity)).toEqual([1, 1]);
    expect(await adapter.orderStates()).toEqual(['confirmed']);
    expect(adapter.inOdoo('sale.order')).toHaveLength(1);
  });

  it.each([
    ['the changed lines', { model: 'sale.order', method: 'load' }],
    ['where the goods go', { model: 'sale.order', method: 'write' }],
    ['where its delivery goes', { model: 'stock.picking', method: 'write' }],
  ])('is changed once although the answer about %s was lost', async (_, call) => {
    await confirmed();
    const { personal } = asOrdered;
    const address = personal?.shippingAddress;
    const elsewhere = personal &&
      address && { ...personal, shippingAddress: { ...address, line1: '2 Oak St', city: 'Salem' } };
    odoo.setFault({ mode: 'commit-then-hang', ...call, times: 1 });
    await update({ ...anOrder({ lines: [tee('3'), mug('1')], shipping }), personal: elsewhere ?? null }, 1);
    await adapter.finish();
    expect(adapter.inOdoo('sale.order.line')).toHaveLength(3);
    expect(demand().map(([, quantity]) => quantity)).toEqual([3, 1]);
    const salem = adapter.inOdoo('res.partner', [['city', '=', 'Salem']]);
    expect(salem).toHaveLength(1);
    expect(order()['partner_shipping_id']).toMatchObject([salem[0]?.['id'], expect.anything()]);
    expect(adapter.inOdoo('stock.picking').map((picking) => (picking['partner_id'] as [number])[0])).toEqual([
      salem[0]?.['id'],
    ]);
    expect(await adapter.rows('SELECT ship_to, personal FROM odoo_order')).toEqual([{ ship_to: null, personal: null }]);
    expect(await exceptions()).toEqual([]);
  });

  it('is not cut below what was delivered, and nothing else of that update is done', async () => {
    await confirmed();
    adapter.ship(1);
    await update(anOrder({ lines: [mug('1')], shipping }), 1, [tee().lineId]);
    await adapter.finish();
    expect(await exceptions()).toMatchObject([{ kind: 'DELIVERY_CONFLICT', facts: { code: 'BELOW_DELIVERED' } }]);
    expect(adapter.inOdoo('sale.order.line')).toHaveLength(2);
    expect(order()).toMatchObject({ state: 'sale', amount_total: 54.7 });
    await update(anOrder({ lines: [tee('1'), mug('1')], shipping }), 2);
    await adapter.finish();
    expect(demand()).toEqual([[nameOf('MUG-ENAMEL'), 1]]);
  });

  it.each([
    ['locked', 'action_lock', 'ORDER_LOCKED'],
    ['cancelled by a person', 'action_cancel', 'ORDER_CANCELLED'],
  ])('that is %s is left as it is, and a person is told', async (_, method, code) => {
    await confirmed();
    adapter.person('sale.order', method, [[order()['id']]], { context: { disable_cancel_warning: true } });
    await update(anOrder({ lines: [tee('3')], shipping }), 1);
    await adapter.finish();
    expect(await exceptions()).toMatchObject([{ kind: 'ORDER_CONFLICT', facts: { code } }]);
    expect(lines()).toMatchObject({ [nameOf('TEE-BLACK-M')]: 2 });
  });

  it('whose goods have all left does not go elsewhere', async () => {
    await confirmed();
    adapter.ship();
    const { personal } = asOrdered;
    const address = personal?.shippingAddress;
    const elsewhere = personal && address && { ...personal, shippingAddress: { ...address, city: 'Salem' } };
    await update({ ...asOrdered, personal: elsewhere ?? null }, 1);
    await adapter.finish();
    expect(await exceptions()).toMatchObject([{ kind: 'DELIVERY_CONFLICT', facts: { code: 'SHIPPED_ELSEWHERE' } }]);
  });

  it('that was refused goes elsewhere with the next update that says so', async () => {
    await confirmed();
    adapter.ship(1);
    const { personal } = asOrdered;
    const address = personal?.shippingAddress;
    const elsewhere = personal &&
      address && { ...personal, shippingAddress: { ...address, line1: '2 Oak St', city: 'Salem' } };
    await update({ ...anOrder({ lines: [], shipping }), personal: elsewhere ?? null }, 1, [tee().lineId]);
    await adapter.finish();
    expect(adapter.inOdoo('res.partner', [['city', '=', 'Salem']])).toEqual([]);
    await update({ ...asOrdered, personal: elsewhere ?? null }, 2);
    await adapter.finish();
    const salem = adapter.inOdoo('res.partner', [['city', '=', 'Salem']])[0]?.['id'];
    const open = adapter.inOdoo('stock.picking', [['state', '=', 'assigned']]);
    expect(open.map((picking) => (picking['partner_id'] as [number])[0])).toEqual([salem]);
    const done = adapter.inOdoo('stock.picking', [['state', '=', 'done']]);
    expect(done.map((picking) => (picking['partner_id'] as [number])[0])).not.toContain(salem);
  });

  it('whose new total Odoo sees differently is a person’s matter, with both figures', async () => {
    await confirmed();
    const changed = anOrder({ lines: [tee('3')], shipping });
    await update({ ...changed, totals: { ...changed.totals, grandTotal: asOrdered.totals.grandTotal } }, 1);
    await adapter.finish();
    const facts = { expected: '54.7 USD', found: '79.6 USD' };
    expect(await exceptions()).toMatchObject([{ kind: 'AMOUNT_MISMATCH', facts }]);
  });

  it('that waited as a quotation for its total is confirmed once an update makes it right', async () => {
    await adapter.take({ ...asOrdered, totals: { ...asOrdered.totals, grandTotal: asOrdered.totals.shipping } });
    await adapter.finish();
    expect(await adapter.orderStates()).toEqual(['created']);
    await update(anOrder({ lines: [mug('1')], shipping }), 1, [tee().lineId]);
    await adapter.finish();
    expect(await adapter.orderStates()).toEqual(['confirmed']);
    expect(adapter.inOdoo('sale.order.line')).toHaveLength(2); // a quotation loses a removed line
    expect(order()).toMatchObject({ state: 'sale', amount_total: 19.4 });
  });

  it('to goods that Odoo does not know waits for them, and a person is told once', async () => {
    await confirmed();
    const hood = aLine({ id: '3', sku: 'HOOD', quantity: '1', price: '30' });
    await update(anOrder({ lines: [tee('2'), hood], shipping }), 1);
    await adapter.work();
    await adapter.work();
    expect(await exceptions()).toMatchObject([{ kind: 'UNKNOWN_SKU' }]);
    expect(demand().map(([, quantity]) => quantity)).toEqual([2]);
    adapter.makeProduct('HOOD');
    await adapter.poll();
    await adapter.finish();
    expect(demand().map(([, quantity]) => quantity)).toEqual([2, 1]);
  });

  it(`keeps its identity: ${orderId} is one sale.order through all of it`, async () => {
    await confirmed();
    for (const minute of [1, 2, 3]) await update(anOrder({ lines: [tee(String(minute))], shipping }), minute);
    await adapter.finish();
    expect(adapter.inOdoo('sale.order')).toHaveLength(1);
    expect(demand().map(([, quantity]) => quantity)).toEqual([3]);
  });
});

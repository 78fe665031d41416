import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { anOrder, aShipping } from '../order.fixture.js';
import { anOrderIn, asOrdered, elsewhere, mug, shipping, tee } from './changing-order.fixture.js';

describe.each([18, 19] as const)('an order that its channel changes, in Odoo %i,', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;
  let the: ReturnType<typeof anOrderIn>;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
    the = anOrderIn(adapter);
    await adapter.poll();
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  it('has more, fewer and other goods, and deliveries that bring them', async () => {
    await the.confirmed();
    const [t, m] = [the.nameOf('TEE-BLACK-M'), the.nameOf('MUG-ENAMEL')];
    await the.update(anOrder({ lines: [tee('5'), mug('2')], shipping }), 1);
    await adapter.finish();
    expect(the.demand()).toEqual([[t, 5], [m, 2]]); // prettier-ignore
    expect(the.order()).toMatchObject({ state: 'sale', amount_total: 158.4 });

    await the.update(anOrder({ lines: [tee('1', '20'), mug('2')], shipping: [aShipping('9.90')] }), 2);
    await adapter.finish();
    expect(the.demand()).toEqual([[t, 1], [m, 2]]); // prettier-ignore
    expect(the.order()).toMatchObject({ amount_total: 58.9 });

    await the.update(anOrder({ lines: [mug('2')], shipping: [] }), 3, [tee().lineId]);
    await adapter.finish();
    expect(the.demand()).toEqual([[m, 2]]);
    expect(the.order()).toMatchObject({ state: 'sale', amount_total: 29 });
    expect(the.lines()).toMatchObject({ [t]: 0, [m]: 2 });
    expect(await the.exceptions()).toEqual([]);
    const linked = await adapter.rows(
      `SELECT canonical_id FROM odoo_record WHERE model = 'sale.order.line' ORDER BY canonical_id`,
    );
    expect(linked.map(({ canonical_id: id }) => id)).toEqual([tee().lineId, mug().lineId].sort());
  });

  it('is written once for the same update twice, and not at all for what it is already', async () => {
    await the.confirmed();
    const changed = anOrder({ lines: [tee('3')], shipping });
    await the.update(changed, 1);
    await adapter.finish();
    const before = adapter.inOdoo('sale.order.line');
    const written = odoo.requests().length;
    await the.update(changed, 1);
    await adapter.finish();
    expect(adapter.inOdoo('sale.order.line')).toEqual(before);
    const since = odoo
      .requests()
      .slice(written)
      .map(({ method }) => method);
    expect(since).not.toContain('load');
    expect(since).not.toContain('write');
  });

  it('is confirmed as what it became, when Odoo broke off between its creation and its confirmation', async () => {
    odoo.setFault({ mode: 'down', model: 'sale.order', method: 'action_confirm' });
    await adapter.take(asOrdered);
    await adapter.work();
    expect(the.order()).toMatchObject({ state: 'draft', amount_total: 54.7 });
    await the.update(anOrder({ lines: [tee('5')], shipping }), 1);
    odoo.setFault([]);
    await adapter.finish();
    expect(the.order()).toMatchObject({ state: 'sale', amount_total: 129.4 });
    expect(await adapter.orderStates()).toEqual(['confirmed']);
    expect(await the.exceptions()).toEqual([]);
  });

  it('keeps the lines that an update does not mention', async () => {
    await adapter.take(anOrder({ lines: [tee('2'), mug('1')], shipping }));
    await adapter.finish();
    const whole = anOrder({ lines: [tee('3'), mug('1')], shipping });
    await the.update({ ...whole, lines: [tee('3')] }, 1);
    await adapter.finish();
    expect(the.demand().map(([, quantity]) => quantity)).toEqual([3, 1]);
    expect(await the.exceptions()).toEqual([]);
  });

  it('is what it became last, when updates come in the wrong order', async () => {
    await the.confirmed();
    await the.update(anOrder({ lines: [tee('4')], shipping }), 2);
    await the.update(anOrder({ lines: [tee('3')], shipping }), 1);
    await adapter.finish();
    expect(the.demand().map(([, quantity]) => quantity)).toEqual([4]);
  });

  it('is created as it was and then changed, when the update overtakes the creation', async () => {
    await adapter.take(asOrdered);
    await the.update(anOrder({ lines: [tee('1'), mug('1')], shipping }), 1);
    await adapter.finish();
    expect(the.demand().map(([, quantity]) => quantity)).toEqual([1, 1]);
    expect(await adapter.orderStates()).toEqual(['confirmed']);
    expect(adapter.inOdoo('sale.order')).toHaveLength(1);
  });

  it.each([
    ['the changed lines', { model: 'sale.order', method: 'load' }],
    ['where the goods go', { model: 'sale.order', method: 'write' }],
    ['where its delivery goes', { model: 'stock.picking', method: 'write' }],
  ])('is changed once although the answer about %s was lost', async (_, call) => {
    await the.confirmed();
    odoo.setFault({ mode: 'commit-then-hang', ...call, times: 1 });
    await the.update({ ...anOrder({ lines: [tee('3'), mug('1')], shipping }), personal: elsewhere() }, 1);
    await adapter.finish();
    expect(adapter.inOdoo('sale.order.line')).toHaveLength(3);
    expect(the.demand().map(([, quantity]) => quantity)).toEqual([3, 1]);
    const salem = adapter.inOdoo('res.partner', [['city', '=', 'Salem']]);
    expect(salem).toHaveLength(1);
    expect(the.order()['partner_shipping_id']).toMatchObject([salem[0]?.['id'], expect.anything()]);
    expect(adapter.inOdoo('stock.picking').map((picking) => (picking['partner_id'] as [number])[0])).toEqual([
      salem[0]?.['id'],
    ]);
    expect(await adapter.rows('SELECT ship_to, personal FROM odoo_order')).toEqual([{ ship_to: null, personal: null }]);
    expect(await the.exceptions()).toEqual([]);
  });

  it('that waited as a quotation for its total is confirmed once an update makes it right', async () => {
    await adapter.take({ ...asOrdered, totals: { ...asOrdered.totals, grandTotal: asOrdered.totals.shipping } });
    await adapter.finish();
    expect(await adapter.orderStates()).toEqual(['created']);
    await the.update(anOrder({ lines: [mug('1')], shipping }), 1, [tee().lineId]);
    await adapter.finish();
    expect(await adapter.orderStates()).toEqual(['confirmed']);
    expect(adapter.inOdoo('sale.order.line')).toHaveLength(2); // a quotation loses a removed line
    expect(the.order()).toMatchObject({ state: 'sale', amount_total: 19.4 });
  });

  it(`keeps its identity: ${asOrdered.orderId} is one sale.order through all of it`, async () => {
    await the.confirmed();
    for (const minute of [1, 2, 3]) await the.update(anOrder({ lines: [tee(String(minute))], shipping }), minute);
    await adapter.finish();
    expect(adapter.inOdoo('sale.order')).toHaveLength(1);
    expect(the.demand().map(([, quantity]) => quantity)).toEqual([3]);
  });
});

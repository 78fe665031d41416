import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder } from '../order.fixture.js';
import { anOrderIn, asOrdered, elsewhere, mug, shipping, tee } from './changing-order.fixture.js';

describe.each([18, 19] as const)('a change that is not simply made, in Odoo %i: an order', (version) => {
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

  it('is not cut below what was delivered, and nothing else of that update is done', async () => {
    await the.confirmed();
    adapter.ship(1);
    await the.update(anOrder({ lines: [mug('1')], shipping }), 1, [tee().lineId]);
    await adapter.finish();
    expect(await the.exceptions()).toMatchObject([{ kind: 'DELIVERY_CONFLICT', facts: { code: 'BELOW_DELIVERED' } }]);
    expect(adapter.inOdoo('sale.order.line')).toHaveLength(2);
    expect(the.order()).toMatchObject({ state: 'sale', amount_total: 54.7 });
    await the.update(anOrder({ lines: [tee('1'), mug('1')], shipping }), 2);
    await adapter.finish();
    expect(the.demand()).toEqual([[the.nameOf('MUG-ENAMEL'), 1]]);
  });

  it.each([
    ['locked', 'action_lock', 'ORDER_LOCKED'],
    ['cancelled by a person', 'action_cancel', 'ORDER_CANCELLED'],
  ])('that is %s is left as it is, and a person is told', async (_, method, code) => {
    await the.confirmed();
    adapter.person('sale.order', method, [[the.order()['id']]], { context: { disable_cancel_warning: true } });
    await the.update(anOrder({ lines: [tee('3')], shipping }), 1);
    await adapter.finish();
    expect(await the.exceptions()).toMatchObject([{ kind: 'ORDER_CONFLICT', facts: { code } }]);
    expect(the.lines()).toMatchObject({ [the.nameOf('TEE-BLACK-M')]: 2 });
  });

  it('whose goods have all left does not go elsewhere', async () => {
    await the.confirmed();
    adapter.ship();
    await the.update({ ...asOrdered, personal: elsewhere() }, 1);
    await adapter.finish();
    expect(await the.exceptions()).toMatchObject([{ kind: 'DELIVERY_CONFLICT', facts: { code: 'SHIPPED_ELSEWHERE' } }]);
  });

  it('that was refused goes elsewhere with the next update that says so', async () => {
    await the.confirmed();
    adapter.ship(1);
    await the.update({ ...anOrder({ lines: [], shipping }), personal: elsewhere() }, 1, [tee().lineId]);
    await adapter.finish();
    expect(adapter.inOdoo('res.partner', [['city', '=', 'Salem']])).toEqual([]);
    await the.update({ ...asOrdered, personal: elsewhere() }, 2);
    await adapter.finish();
    const salem = adapter.inOdoo('res.partner', [['city', '=', 'Salem']])[0]?.['id'];
    const open = adapter.inOdoo('stock.picking', [['state', '=', 'assigned']]);
    expect(open.map((picking) => (picking['partner_id'] as [number])[0])).toEqual([salem]);
    const done = adapter.inOdoo('stock.picking', [['state', '=', 'done']]);
    expect(done.map((picking) => (picking['partner_id'] as [number])[0])).not.toContain(salem);
  });

  it('whose new total Odoo sees differently is a person’s matter, with both figures', async () => {
    await the.confirmed();
    const changed = anOrder({ lines: [tee('3')], shipping });
    await the.update({ ...changed, totals: { ...changed.totals, grandTotal: asOrdered.totals.grandTotal } }, 1);
    await adapter.finish();
    const facts = { expected: '54.7 USD', found: '79.6 USD' };
    expect(await the.exceptions()).toMatchObject([{ kind: 'AMOUNT_MISMATCH', facts }]);
  });

  it('to goods that Odoo does not know waits for them, and a person is told once', async () => {
    await the.confirmed();
    const hood = aLine({ id: '3', sku: 'HOOD', quantity: '1', price: '30' });
    await the.update(anOrder({ lines: [tee('2'), hood], shipping }), 1);
    await adapter.work();
    await adapter.work();
    expect(await the.exceptions()).toMatchObject([{ kind: 'UNKNOWN_SKU' }]);
    expect(the.demand().map(([, quantity]) => quantity)).toEqual([2]);
    adapter.makeProduct('HOOD');
    await adapter.poll();
    await adapter.finish();
    expect(the.demand().map(([, quantity]) => quantity)).toEqual([2, 1]);
  });
});

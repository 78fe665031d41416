import type { OrderCreated, ShippingLine } from '@penstock/contracts';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { DEMO_MAPPING } from '../mapping/mapping.fixture.js';
import { anOrder, aShipping } from '../order.fixture.js';
import { anOrderIn, asOrdered, mug, shipping, tee } from './changing-order.fixture.js';

const MAPPING = DEMO_MAPPING.replace(
  '    carriers:',
  '    carriers:\n      - { shipping: Express, odoo: Express delivery }',
);
const by = (title: string, price: string): ShippingLine => ({ ...aShipping(price), title });
const express = by('Express', '9.90');

describe.each([18, 19] as const)('an order that another carrier is to bring, in Odoo %i,', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;
  let the: ReturnType<typeof anOrderIn>;
  let expressId: unknown;
  let expressProduct: unknown;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    const person = (model: string, vals: object) => odoo.perform({ model, method: 'create', args: [vals] });
    expressProduct = person('product.product', { name: 'Express', type: 'service' });
    expressId = person('delivery.carrier', { name: 'Express delivery', product_id: expressProduct });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase(), {}, MAPPING);
    the = anOrderIn(adapter);
    await adapter.poll();
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  const update = async (minute: number, line: ShippingLine | null, lines: OrderCreated['lines'] = [tee('2')]) => {
    await the.update(anOrder({ lines, shipping: line ? [line] : [] }), minute);
    await adapter.finish();
  };
  const idOf = (value: unknown) => (Array.isArray(value) ? (value[0] as unknown) : value);
  /** The line of shipping: its product, what it says and what it costs, and whether Odoo takes it for a delivery. */
  const line = () => {
    const found = adapter.inOdoo('sale.order.line', [['product_id', '!=', adapter.productId('TEE-BLACK-M')]]);
    return found.map((each) => [idOf(each['product_id']), each['name'], each['price_unit'], each['is_delivery']]);
  };
  const carrier = () => idOf(the.order()['carrier_id']);
  const carriers = (...state: string[]) =>
    adapter.inOdoo('stock.picking', [['state', 'in', state]]).map((picking) => idOf(picking['carrier_id']));
  const calls = (method: string, model: string) =>
    odoo.requests().filter((each) => each.method === method && each.model === model).length;

  it('has it in its header, its line and its open delivery', async () => {
    await the.confirmed();
    expect([carrier(), line()]).toEqual([1, [[1, 'Standard', 4.9, true]]]);
    await update(1, express);
    expect([carrier(), line()]).toEqual([expressId, [[expressProduct, 'Express', 9.9, true]]]);
    expect(carriers('assigned')).toEqual([expressId]);
    expect(the.order()).toMatchObject({ state: 'sale', amount_total: 59.7 });
    expect(await the.exceptions()).toEqual([]);
  });

  it('has none once it is a charge that nobody mapped, and has one again', async () => {
    await the.confirmed();
    await update(1, by('Bicycle', '3'));
    const [[charge] = []] = line();
    expect([carrier(), line(), carriers('assigned')]).toEqual([false, [[charge, 'Bicycle', 3, false]], [false]]);
    expect(charge).not.toBe(1);
    await update(2, shipping[0] ?? null);
    expect([carrier(), line(), carriers('assigned')]).toEqual([1, [[1, 'Standard', 4.9, true]], [1]]);
  });

  it('has none once nothing is to be brought', async () => {
    await the.confirmed();
    await update(1, null);
    expect([carrier(), carriers('assigned')]).toEqual([false, [false]]);
    expect(the.order()).toMatchObject({ amount_total: 49.8 });
  });

  it('keeps the one that people chose in Odoo while its channel changes something else', async () => {
    await the.confirmed();
    adapter.person('sale.order', 'write', [[the.order()['id']], { carrier_id: expressId }]);
    await update(1, shipping[0] ?? null, [tee('3')]);
    expect([carrier(), the.demand().map(([, quantity]) => quantity)]).toEqual([expressId, [3]]);
  });

  it('is left with the one before where goods have left by it, all else is changed, and a person is told', async () => {
    await the.confirmed();
    adapter.ship(1);
    await update(1, express, [tee('2'), mug('1')]);
    const before = { carrier: 'Standard delivery', wantedCarrier: 'Express delivery' };
    expect(await the.exceptions()).toMatchObject([{ kind: 'DELIVERY_CONFLICT', facts: before }]);
    expect([carrier(), new Set(carriers('done', 'assigned'))]).toEqual([1, new Set([1])]);
    expect(line().filter(([product]) => product === 1)).toEqual([[1, 'Express', 9.9, true]]);
    expect(the.order()).toMatchObject({ amount_total: 74.2 });
    await update(2, express, [tee('2'), mug('2')]);
    expect(await the.exceptions()).toHaveLength(1);
  });

  it.each([
    ['its header', { model: 'sale.order', method: 'write' }],
    ['its open delivery', { model: 'stock.picking', method: 'write' }],
    ['its line', { model: 'sale.order', method: 'load' }],
  ])('is changed once although the answer about %s was lost', async (_, call) => {
    await the.confirmed();
    const before = calls(call.method, call.model);
    odoo.setFault({ mode: 'commit-then-hang', ...call, times: 1 });
    await update(1, express);
    expect([carrier(), line(), carriers('assigned')]).toEqual([
      expressId,
      [[expressProduct, 'Express', 9.9, true]],
      [expressId],
    ]);
    expect(calls(call.method, call.model) - before).toBe(1);
    expect(await the.exceptions()).toEqual([]);
  });

  it('is not touched while it is locked, and a person is told', async () => {
    await the.confirmed();
    adapter.person('sale.order', 'action_lock', [[the.order()['id']]]);
    await update(1, { ...express, price: aShipping('4.90').price });
    expect(await the.exceptions()).toMatchObject([{ kind: 'ORDER_CONFLICT', facts: { code: 'ORDER_LOCKED' } }]);
    expect([carrier(), carriers('assigned')]).toEqual([1, [1]]);
  });
});

it('a carrier is taken over by the version that is right last, when two updates wait together', async () => {
  const odoo = await startOdooStandIn({ seed: 'demo' });
  const adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
  try {
    const the = anOrderIn(adapter);
    await adapter.poll();
    await the.confirmed();
    await the.update({ ...asOrdered, shipping: [by('Bicycle', '4.90')] }, 1);
    await the.update(asOrdered, 2);
    await adapter.finish();
    expect(the.order()['carrier_id']).toEqual([1, 'Standard delivery']);
    expect(await the.exceptions()).toEqual([]);
  } finally {
    await adapter.close();
    await odoo.stop();
  }
});

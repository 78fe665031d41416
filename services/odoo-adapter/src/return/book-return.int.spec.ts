import { ReturnReceived } from '@penstock/contracts';
import { canonicalId, decimal, instantOfMillis } from '@penstock/domain';
import { aMeta, incoming } from '@penstock/messaging/testing';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest, SYSTEM } from '../adapter-under-test.fixture.js';
import { locationIdOf } from '../odoo-system.js';
import { aLine, anOrder } from '../order.fixture.js';

const order = anOrder({
  lines: [
    aLine({ id: '1', sku: 'TEE-BLACK-M', quantity: '5', price: '24.90' }),
    aLine({ id: '2', sku: 'MUG-ENAMEL', quantity: '2', price: '14.50' }),
  ],
});
const [tee = '', mug = ''] = order.lines.map(({ lineId }) => lineId);
const returnOf = (number: string) => canonicalId('ret', 'main', '3pl', number);

/** What came back, by line. */
const received = (number: string, back: Record<string, string>, more: Partial<ReturnReceived> = {}) =>
  incoming(ReturnReceived, {
    meta: aMeta(),
    returnId: returnOf(number),
    orderId: order.orderId,
    receivedAt: instantOfMillis(Date.now() - 1000),
    lines: Object.entries(back).map(([orderLineId, amount]) => ({
      orderLineId,
      quantity: { amount: decimal(amount), unit: 'unit' },
      condition: 'RESALEABLE' as const,
    })),
    locationId: null,
    ...more,
  });

describe.each([18, 19] as const)('a return, in Odoo %i', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;
  const shelf = version === 18 ? 8 : 5;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
    await adapter.poll();
    await adapter.take(order);
    await adapter.work();
    adapter.ship();
    await adapter.poll();
    await adapter.forget();
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  const hear = async (...events: ReturnType<typeof received>[]) => {
    await adapter.service.hears(...events);
    await adapter.finish();
  };
  const returns = () =>
    adapter
      .inOdoo('stock.picking', [['return_id', '!=', false]])
      .sort((a, b) => Number(a['id']) - Number(b['id']))
      .map(({ id, state }) => [state, ...backBy(id as number)]);
  const backBy = (picking: number) =>
    adapter.inOdoo('stock.move', [['picking_id', '=', picking]]).map(({ quantity, sale_line_id: line }) => [
      lineOf((line as [number, string])[0]),
      quantity,
    ]); // prettier-ignore
  const lineOf = (id: number) =>
    String(adapter.inOdoo('ir.model.data', [['model', '=', 'sale.order.line'], ['res_id', '=', id]])[0]?.['name']).endsWith(tee) ? 'tee' : 'mug'; // prettier-ignore
  const delivered = () =>
    adapter
      .inOdoo('sale.order.line', [['qty_delivered', '!=', 0]])
      .map(({ qty_delivered }) => qty_delivered)
      .sort();
  const onHand = (sku: string, place: number) =>
    adapter
      .inOdoo('stock.quant', [
        ['product_id', '=', adapter.productId(sku)],
        ['location_id', '=', place],
      ])
      .reduce((sum, { quantity }) => sum + Number(quantity), 0);
  const states = async () =>
    (await adapter.rows('SELECT state FROM odoo_received_return ORDER BY return_id')).map(({ state }) => state);
  const refusals = async () => (await adapter.said('ExceptionRaised')).map(({ kind, facts }) => [kind, facts]);
  const makePlace = async (name: string) => {
    const view = adapter.inOdoo('stock.location', [['id', '=', shelf]])[0]?.['location_id'] as [number, string];
    const [id = 0] = adapter.person('stock.location', 'create', [[{ name, location_id: view[0] }]]) as number[];
    await adapter.poll();
    return id;
  };

  it('of a part is booked once, counts as not delivered, and comes back as a return of stock', async () => {
    await hear(received('1', { [tee]: '2' }));
    expect(returns()).toEqual([['done', ['tee', 2]]]);
    expect(delivered()).toEqual([2, 3]);
    expect(onHand('TEE-BLACK-M', shelf)).toBe(117);
    expect(await states()).toEqual(['booked']);
    expect(await adapter.said('OdooRecordLinked')).toMatchObject([{ kind: 'PICKING', canonicalId: returnOf('1') }]);
    await adapter.poll();
    expect(await adapter.adjustments()).toEqual([['2', 'RETURN']]);
  });

  it('after another takes what is left, and no more', async () => {
    await hear(received('1', { [tee]: '2' }), received('2', { [tee]: '3', [mug]: '1' }));
    expect(returns()).toEqual([['done', ['tee', 2]], ['done', ['tee', 3], ['mug', 1]]]); // prettier-ignore
    await hear(received('3', { [tee]: '1' }));
    expect(await refusals()).toMatchObject([
      ['RETURN_CONFLICT', { reported: '1 unit', delivered: '5', returned: '5', reference: returnOf('3') }],
    ]);
    expect(returns()).toHaveLength(2);
  });

  describe.each([
    ['the making of its lines', { model: 'stock.return.picking', method: 'write' }],
    ['its making', { model: 'stock.return.picking', method: 'action_create_returns' }],
    ['its mark', { model: 'ir.model.data', method: 'create' }],
    ['its quantities', { model: 'stock.picking', method: 'write' }],
    ['its validation', { model: 'stock.picking', method: 'button_validate' }],
  ])('whose answer about %s', (_, call) => {
    it('was lost is booked once', async () => {
      odoo.setFault({ mode: 'commit-then-hang', ...call, times: 1 });
      await hear(received('1', { [tee]: '2', [mug]: '1' }));
      expect(returns()).toEqual([['done', ['tee', 2], ['mug', 1]]]);
      expect([onHand('TEE-BLACK-M', shelf), onHand('MUG-ENAMEL', shelf)]).toEqual([117, 59]);
      expect(await states()).toEqual(['booked']);
    });

    it('came after our patience had ended is booked once', async () => {
      odoo.setFault({ mode: 'slow', ...call, ms: 500, times: 1 });
      await hear(received('1', { [tee]: '2', [mug]: '1' }));
      expect(returns()).toEqual([['done', ['tee', 2], ['mug', 1]]]);
    });

    it('was a lost race is booked once', async () => {
      odoo.setFault({ mode: 'concurrency', ...call, times: 2 });
      await hear(received('1', { [tee]: '2', [mug]: '1' }));
      expect(returns()).toEqual([['done', ['tee', 2], ['mug', 1]]]);
    });
  });

  it('is not made again while its mark may still be on its way', async () => {
    await adapter.close();
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase(), { odooRequestLimitMs: 3_600_000 });
    await adapter.take(order);
    await adapter.poll();
    await adapter.work();
    odoo.setFault({ mode: 'commit-then-hang', model: 'ir.model.data', method: 'create', times: 1 });
    await adapter.service.hears(received('1', { [tee]: '2' }));
    await adapter.work();
    expect(await adapter.rows(`SELECT last_failure->>'code' AS code FROM task WHERE state = 'waiting'`)).toEqual([
      { code: 'ODOO_MAY_BE_AT_IT' },
    ]);
    await adapter.rows(`UPDATE odoo_open_call SET begun_at = 'epoch'`);
    await adapter.finish();
    expect(returns()).toEqual([['done', ['tee', 2]]]);
  });

  it('of goods that left by two deliveries is a return of each', async () => {
    const second = anOrder({
      number: '1002',
      lines: [aLine({ id: '9', sku: 'TEE-BLACK-M', quantity: '5', price: '24.90' })],
    });
    const [line = ''] = second.lines.map(({ lineId }) => lineId);
    await adapter.take(second);
    await adapter.work();
    adapter.ship(2);
    adapter.ship();
    await hear(received('1', { [line]: '4' }, { orderId: second.orderId }));
    expect(returns().map(([state]) => state)).toEqual(['done', 'done']);
    const marks = adapter.inOdoo('ir.model.data', [['name', '=like', `${returnOf('1')}%`]]).map(({ name }) => name);
    expect(marks).toEqual([returnOf('1'), `${returnOf('1')}_2`]);
    expect(onHand('TEE-BLACK-M', shelf)).toBe(114);
  });

  it('is put where the report says', async () => {
    const place = await makePlace('Inspection');
    await hear(received('1', { [tee]: '2' }, { locationId: locationIdOf(SYSTEM, place) }));
    expect([onHand('TEE-BLACK-M', shelf), onHand('TEE-BLACK-M', place)]).toEqual([115, 2]);
  });

  it('to a place that nobody knows, or that holds no goods of ours, goes to a person', async () => {
    const [customers] = adapter.inOdoo('stock.location', [['usage', '=', 'customer']]);
    await hear(received('1', { [tee]: '1' }, { locationId: 'loc_nowhere' }));
    await hear(received('2', { [tee]: '1' }, { locationId: locationIdOf(SYSTEM, Number(customers?.['id'])) }));
    expect((await refusals()).map(([kind]) => kind)).toEqual(['UNKNOWN_LOCATION', 'RETURN_CONFLICT']);
    expect(returns()).toEqual([]);
  });

  it('of a line that the order does not have goes to a person', async () => {
    await hear(received('1', { orl_nobody: '1' }));
    expect(await refusals()).toMatchObject([['RETURN_CONFLICT', { orderLineId: 'orl_nobody' }]]);
  });

  it('that a person has prepared in Odoo is taken in by that', async () => {
    const [delivery] = adapter.inOdoo('stock.picking', [['state', '=', 'done'], ['sale_id', '!=', false]]); // prettier-ignore
    const [wizard = 0] = adapter.person('stock.return.picking', 'create', [
      [{ picking_id: delivery?.['id'] }],
    ]) as number[];
    const [first] = adapter.inOdoo('stock.return.picking.line', [['wizard_id', '=', wizard]]);
    adapter.person('stock.return.picking.line', 'write', [[first?.['id']], { quantity: 2 }]);
    adapter.person('stock.return.picking', 'action_create_returns', [[wizard]]);
    await hear(received('1', { [tee]: '2' }));
    expect(returns()).toEqual([['done', ['tee', 2]]]);
  });

  it('of an order that is not known yet waits for it', async () => {
    const later = anOrder({ number: '1003', lines: [aLine({ id: '7', sku: 'CAP-WAXED', price: '32' })] });
    const line = later.lines[0]?.lineId ?? '';
    await hear(received('1', { [line]: '1' }, { orderId: later.orderId }));
    expect(await states()).toEqual(['absent']);
    await adapter.take(later);
    await adapter.work();
    adapter.ship();
    await adapter.service.retryAll();
    await adapter.finish();
    expect(await states()).toEqual(['booked']);
  });
});

import { ShipmentReported } from '@penstock/contracts';
import { canonicalId, decimal, instantOfMillis } from '@penstock/domain';
import { aMeta, incoming } from '@penstock/messaging/testing';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder } from '../order.fixture.js';

const order = anOrder({
  lines: [
    aLine({ id: '1', sku: 'TEE-BLACK-M', quantity: '5', price: '24.90' }),
    aLine({ id: '2', sku: 'MUG-ENAMEL', quantity: '2', price: '14.50' }),
  ],
});
const [tee = '', mug = ''] = order.lines.map(({ lineId }) => lineId);
const shipmentOf = (number: string) => canonicalId('shp', 'main', '3pl', number);

/** What left, by line. */
const reported = (number: string, left: Record<string, string>, more: Partial<ShipmentReported> = {}) =>
  incoming(ShipmentReported, {
    meta: aMeta(),
    shipmentId: shipmentOf(number),
    orderId: order.orderId,
    shippedAt: instantOfMillis(Date.now() - 1000),
    lines: Object.entries(left).map(([orderLineId, amount]) => ({
      orderLineId,
      quantity: { amount: decimal(amount), unit: 'unit' },
    })),
    remainder: 'BACKORDER',
    carrier: null,
    trackingNumber: null,
    ...more,
  });

describe.each([18, 19] as const)('a reported shipment, in Odoo %i', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
    await adapter.poll();
    await adapter.take(order);
    await adapter.work();
    await adapter.forget();
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  const report = async (number: string, left: Record<string, string>, more: Partial<ShipmentReported> = {}) => {
    await adapter.service.hears(reported(number, left, more));
    await adapter.finish();
  };
  const transfers = () =>
    adapter
      .inOdoo('stock.picking', [['sale_id', '!=', false]])
      .map(({ id, state }) => [state, ...movesOf(id as number)])
      .sort();
  const movesOf = (picking: number) =>
    adapter
      .inOdoo('stock.move', [['picking_id', '=', picking]])
      .map(({ product_id, quantity, state }) => `${(product_id as [number, string])[1].split(']')[0]}] ${String(state)} ${String(quantity)}`)
      .sort(); // prettier-ignore
  const states = () => adapter.rows('SELECT shipment_id, state FROM odoo_reported_shipment ORDER BY state');

  it('is delivered in part, the rest goes to a backorder, and the next report takes that', async () => {
    await report('1', { [tee]: '2' }, { trackingNumber: 'T-1' });
    expect(transfers()).toEqual([
      ['assigned', '[MUG-ENAMEL] assigned 2', '[TEE-BLACK-M] assigned 3'],
      ['done', '[TEE-BLACK-M] done 2'],
    ]);
    await report('2', { [tee]: '3', [mug]: '2' });
    expect(transfers()).toEqual([
      ['done', '[MUG-ENAMEL] done 2', '[TEE-BLACK-M] done 3'],
      ['done', '[TEE-BLACK-M] done 2'],
    ]);
    expect(adapter.inOdoo('stock.picking', [['carrier_tracking_ref', '=', 'T-1']])).toHaveLength(1);
    expect((await states()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
    const linked = await adapter.said('OdooRecordLinked');
    expect(linked.map(({ kind, canonicalId: id }) => [kind, id])).toEqual([
      ['PICKING', shipmentOf('1')],
      ['PICKING', shipmentOf('2')],
    ]);
  });

  const refusals = async () => (await adapter.said('ExceptionRaised')).map(({ kind, facts }) => [kind, facts]);
  const onHand = (sku: string) => {
    const product = adapter.productId(sku);
    const quants = adapter.inOdoo('stock.quant', [['product_id', '=', product], ['location_id.usage', '=', 'internal']]); // prettier-ignore
    return quants.reduce((sum, { quantity }) => sum + Number(quantity), 0);
  };

  it('may cancel what it leaves over', async () => {
    await report('1', { [tee]: '2' }, { remainder: 'CANCEL' });
    expect(transfers()).toEqual([['done', '[MUG-ENAMEL] cancel 0', '[TEE-BLACK-M] done 2']]);
  });

  describe.each([
    ['its mark', { model: 'ir.model.data', method: 'create' }],
    ['its quantities', { model: 'stock.picking', method: 'write' }],
    ['its validation', { model: 'stock.picking', method: 'button_validate' }],
  ])('whose answer about %s', (_, call) => {
    /** Half of it left, and the backorder waits untouched. */
    const halfOnce = async () => {
      expect(await adapter.rows('SELECT state, refusal FROM odoo_reported_shipment')).toEqual([
        { state: 'delivered', refusal: null },
      ]);
      expect(transfers()).toEqual([
        ['assigned', '[MUG-ENAMEL] assigned 2', '[TEE-BLACK-M] assigned 3'],
        ['done', '[TEE-BLACK-M] done 2'],
      ]);
      expect([onHand('TEE-BLACK-M'), onHand('MUG-ENAMEL')]).toEqual([118, 60]);
    };

    it('was lost leaves once, and its backorder stays', async () => {
      odoo.setFault({ mode: 'commit-then-hang', ...call, times: 1 });
      await report('1', { [tee]: '2' });
      await halfOnce();
    });

    it('came after our patience had ended leaves once', async () => {
      odoo.setFault({ mode: 'slow', ...call, ms: 500, times: 1 });
      await report('1', { [tee]: '2' });
      await halfOnce();
    });

    it.each(['concurrency', 'locked', 'down'] as const)('was %s leaves once', async (mode) => {
      odoo.setFault({ mode, ...call, times: 2 });
      await report('1', { [tee]: '2' });
      await halfOnce();
    });
  });

  it('leaves once although the process died before it wrote the answer down', async () => {
    await report('1', { [tee]: '2' });
    await adapter.rows(`UPDATE task SET state = 'waiting', ended_at = NULL WHERE name LIKE '%deliver-shipment'`);
    await adapter.rows(`UPDATE odoo_reported_shipment SET state = 'wanted'`);
    await adapter.finish();
    expect(onHand('TEE-BLACK-M')).toBe(118);
    expect(transfers()).toHaveLength(2);
  });

  it('is not repeated before Odoo has let go of it', async () => {
    await adapter.close();
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase(), { odooRequestLimitMs: 3_600_000 });
    await adapter.take(order);
    odoo.setFault({ mode: 'commit-then-hang', model: 'stock.picking', method: 'write', times: 1 });
    await adapter.poll();
    await adapter.work();
    await adapter.service.hears(reported('1', { [tee]: '2' }));
    await adapter.work();
    expect(odoo.requests({ method: 'button_validate' })).toEqual([]);
    expect(await adapter.rows(`SELECT last_failure->>'code' AS code FROM task WHERE state = 'waiting'`)).toEqual([
      { code: 'ODOO_MAY_BE_AT_IT' },
    ]);
    await adapter.rows(`UPDATE odoo_open_call SET begun_at = 'epoch'`);
    await adapter.finish();
    expect(odoo.requests({ method: 'button_validate' })).toHaveLength(1);
    expect(onHand('TEE-BLACK-M')).toBe(118);
  });

  it.each([
    ['the mapping', 'Standard', 'Standard delivery'],
    ['Odoo', 'parcel co', 'Parcel Co'],
    ['nobody', 'Pigeon Post', undefined],
  ])('says by which number it went, and by which carrier where %s knows it', async (_, carrier, name) => {
    const product = adapter.productId('SHIPPING');
    adapter.person('delivery.carrier', 'create', [[{ name: 'Parcel Co', product_id: product }]]);
    await report('1', { [tee]: '5', [mug]: '2' }, { carrier, trackingNumber: 'T-9' });
    const [done] = adapter.inOdoo('stock.picking', [['state', '=', 'done']]);
    expect([(done?.['carrier_id'] as unknown[])[1], done?.['carrier_tracking_ref']]).toEqual([name, 'T-9']);
  });

  it('of more than is to be delivered goes to a person with both figures, and nothing is touched', async () => {
    await report('1', { [tee]: '6' });
    expect(await refusals()).toMatchObject([
      ['DELIVERY_CONFLICT', { reference: shipmentOf('1'), orderLineId: tee, reported: '6 unit', open: '5' }],
    ]);
    expect(transfers()).toEqual([['assigned', '[MUG-ENAMEL] assigned 2', '[TEE-BLACK-M] assigned 5']]);
    expect(adapter.inOdoo('ir.model.data', [['model', '=', 'stock.picking']])).toEqual([]);
    expect(await states()).toMatchObject([{ state: 'refused' }]);
  });

  it('of goods that are not there goes to a person with both figures; another order is delivered', async () => {
    const shelf = version === 18 ? 8 : 5;
    adapter.count('TEE-BLACK-M', 1, shelf);
    const other = anOrder({ number: '1002', lines: [aLine({ id: '5', sku: 'CAP-WAXED', price: '32' })] });
    const [cap = ''] = other.lines.map(({ lineId }) => lineId);
    await adapter.take(other);
    await adapter.work();
    const [move] = adapter.inOdoo('stock.move', [['sale_line_id', '!=', false], ['state', '=', 'assigned'], ['product_id', '=', adapter.productId('TEE-BLACK-M')]]); // prettier-ignore
    adapter.person('stock.move', 'write', [[move?.['id']], { quantity: 0 }]);
    await report('1', { [tee]: '2' });
    await report('2', { [cap]: '1' }, { orderId: other.orderId });
    expect(await refusals()).toMatchObject([['DELIVERY_CONFLICT', { reported: '2', onHand: '1' }]]);
    expect((await states()).map(({ state }) => state)).toEqual(['delivered', 'refused']);
    expect(onHand('TEE-BLACK-M')).toBe(1);
  });

  it('of goods with lots, in another unit, or of nobody’s line goes to a person', async () => {
    await report('1', { orl_nobody: '1' });
    const dozens = { orderLineId: tee, quantity: { amount: decimal('1'), unit: 'dozens' } };
    await report('2', {}, { lines: [dozens] });
    adapter.person('product.product', 'write', [[adapter.productId('TEE-BLACK-M')], { tracking: 'lot' }]);
    await report('3', { [tee]: '1' });
    expect(await refusals()).toMatchObject([
      ['DELIVERY_CONFLICT', { orderLineId: 'orl_nobody' }],
      ['DELIVERY_CONFLICT', { unitInOdoo: 'unit', reported: '1 dozens' }],
      ['DELIVERY_CONFLICT', { orderLineId: tee }],
    ]);
    expect(onHand('TEE-BLACK-M')).toBe(120);
  });

  it('of an order that was cancelled in Odoo goes to a person', async () => {
    const [sale] = adapter.inOdoo('sale.order', [['state', '=', 'sale']]);
    adapter.person('sale.order', 'action_cancel', [[sale?.['id']]], { context: { disable_cancel_warning: true } });
    await report('1', { [tee]: '1' });
    expect(await refusals()).toMatchObject([['DELIVERY_CONFLICT', { open: '0' }]]);
  });

  it('of goods that have other steps to go first goes to a person, with the transfers they wait in', async () => {
    const [picking] = adapter.inOdoo('stock.picking', [['state', '=', 'assigned']]);
    const [pick] = adapter.inOdoo('stock.picking.type', [['code', '=', 'internal']]);
    adapter.person('stock.picking', 'write', [[picking?.['id']], { picking_type_id: pick?.['id'] }]);
    await report('1', { [tee]: '1' });
    expect(await refusals()).toMatchObject([['DELIVERY_CONFLICT', { waiting: picking?.['name'] }]]);
  });

  it('that a person has delivered otherwise meanwhile goes to a person with both figures', async () => {
    odoo.setFault({ mode: 'down', model: 'stock.picking', method: 'write', times: 1 });
    await adapter.service.hears(reported('1', { [tee]: '2' }));
    const begun = async () => adapter.inOdoo('ir.model.data', [['model', '=', 'stock.picking']]).length;
    const working = adapter.work();
    await expect.poll(begun, { interval: 2 }).toBe(1);
    adapter.ship();
    await working;
    await adapter.finish();
    const [[kind, facts] = []] = await refusals();
    expect([kind, facts]).toMatchObject(['DELIVERY_CONFLICT', { reported: '2', delivered: '5' }]);
  });

  it('of an order that is not in Odoo yet waits for it', async () => {
    const later = anOrder({ number: '1003', lines: [aLine({ id: '7', sku: 'FRESH-1', price: '5' })] });
    const [fresh = ''] = later.lines.map(({ lineId }) => lineId);
    await report('1', { [fresh]: '1' }, { orderId: later.orderId });
    await adapter.take(later);
    await adapter.service.retryAll();
    expect((await states()).map(({ state }) => state)).toEqual(['absent']);
    adapter.makeProduct('FRESH-1');
    adapter.count('FRESH-1', 3, version === 18 ? 8 : 5);
    await adapter.poll();
    await adapter.finish();
    await adapter.service.retryAll();
    await adapter.finish();
    expect((await states()).map(({ state }) => state)).toEqual(['delivered']);
  });
});

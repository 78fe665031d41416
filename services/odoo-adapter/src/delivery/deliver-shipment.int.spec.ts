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
});

import { ShipmentReported, StockCounted } from '@penstock/contracts';
import { canonicalId, decimal, instantOfMillis } from '@penstock/domain';
import { aMeta, incoming } from '@penstock/messaging/testing';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest, SYSTEM } from '../adapter-under-test.fixture.js';
import { locationIdOf, productIdOf } from '../odoo-system.js';
import { chargeProducts } from '../order-out/charge-products.js';
import { aLine, anOrder } from '../order.fixture.js';

describe.each([18, 19] as const)('what Penstock itself wrote to Odoo %i', (version) => {
  const order = anOrder({ lines: [aLine({ id: '1', sku: 'TEE-BLACK-M', quantity: '2', price: '24.90' })] });
  const shipmentId = canonicalId('shp', 'main', '3pl', '1');
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
    await adapter.poll();
    await adapter.take(order);
    await adapter.work();
    await adapter.poll();
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  const report = async () => {
    const [line] = order.lines;
    await adapter.service.hears(
      incoming(ShipmentReported, {
        ...{ meta: aMeta(), shipmentId, orderId: order.orderId, shippedAt: instantOfMillis(Date.now()) },
        lines: [{ orderLineId: line?.lineId ?? '', quantity: { amount: decimal('2'), unit: 'unit' } }],
        ...{ remainder: 'BACKORDER', carrier: null, trackingNumber: null },
      }),
    );
    await adapter.work();
  };

  it('comes back as one shipment under the id it was reported with', async () => {
    await report();
    await adapter.poll();
    await adapter.poll();
    expect((await adapter.said('ShipmentConfirmed')).map((event) => event['shipmentId'])).toEqual([shipmentId]);
    expect(await adapter.said('StockAdjusted')).toEqual([]);
  });

  it('comes back so although nobody wrote down yet which transfer it was', async () => {
    await report();
    await adapter.rows(`DELETE FROM odoo_record WHERE model = 'stock.picking'`);
    await adapter.poll();
    expect((await adapter.said('ShipmentConfirmed')).map((event) => event['shipmentId'])).toEqual([shipmentId]);
  });

  it('is no product where it stands for a charge', async () => {
    await chargeProducts(adapter.client, new Set(['tip', 'duties']));
    await adapter.forget();
    await adapter.poll();
    await adapter.compare();
    const told = (await adapter.said()).filter(({ said }) => said === 'ProductLinked' || said === 'PriceChanged');
    expect(told).toEqual([]);
  });

  it('that is a count comes back as one adjustment', async () => {
    const counted = { countId: canonicalId('cnt', 'main', 'wms', '1'), reference: null };
    await adapter.forget();
    await adapter.service.hears(
      incoming(StockCounted, {
        ...{ meta: aMeta(), ...counted, countedAt: instantOfMillis(Date.now()) },
        productId: productIdOf(SYSTEM, adapter.productId('MUG-ENAMEL')),
        locationId: locationIdOf(SYSTEM, adapter.stock),
        counted: { amount: decimal('57'), unit: 'unit' },
      }),
    );
    await adapter.work();
    await adapter.poll();
    await adapter.poll();
    await adapter.compare();
    expect(await adapter.adjustments()).toEqual([['-3', 'COUNT']]);
  });

  it('ends what Odoo had planned under another id', async () => {
    await report();
    await adapter.poll();
    const [planned, ended, done] = await adapter.said('DeliveryChanged');
    expect([planned?.['state'], ended?.['state'], done?.['state']]).toEqual(['READY', 'DELETED', 'DONE']);
    expect(ended?.['deliveryId']).toBe(planned?.['deliveryId']);
    expect(done?.['deliveryId']).toBe(shipmentId);
  });
});

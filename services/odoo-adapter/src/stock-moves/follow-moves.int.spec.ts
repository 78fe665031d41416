import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest, SYSTEM } from '../adapter-under-test.fixture.js';
import { createOdooClient } from '@penstock/connector-odoo';
import { productIdOf } from '../odoo-system.js';
import { aLine, anOrder } from '../order.fixture.js';

let odoo: OdooStandIn;
let adapter: AdapterUnderTest;

beforeEach(async () => {
  odoo = await startOdooStandIn({ seed: 'demo' });
  adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
});
afterEach(async () => {
  await adapter.close();
  await odoo.stop();
});

const tee = (id = '1', quantity = '2') => aLine({ id, sku: 'TEE-BLACK-M', quantity, price: '24.90' });

/** The opening is taken, and what it said is forgotten. */
async function opened(): Promise<void> {
  await adapter.poll();
  await adapter.forget();
}

describe('what moves in Odoo', () => {
  it('comes as adjustments, each once, also two of the same second', async () => {
    await opened();
    adapter.count('MUG-ENAMEL', 57);
    adapter.count('CAP-WAXED', 30);
    await adapter.poll();
    await adapter.poll();
    expect(await adapter.adjustments()).toEqual([['-3', 'COUNT'], ['5', 'COUNT']]); // prettier-ignore
  });

  it('comes once although two replicas look at the same time', async () => {
    await opened();
    for (let round = 1; round <= 10; round += 1) {
      adapter.count('MUG-ENAMEL', 60 + round);
      await Promise.all([adapter.poll(), adapter.pollAsReplica()]);
    }
    expect(await adapter.adjustments()).toEqual(Array.from({ length: 10 }, () => ['1', 'COUNT']));
  });

  it('is neither missed nor doubled when a transaction that began earlier commits later', async () => {
    await opened();
    const quants = adapter.enterCount('CAP-WAXED', 20);
    odoo.setFault({ mode: 'slow', method: 'action_apply_inventory', ms: 1_200, times: 1 });
    const patient = createOdooClient(odoo);
    const slow = patient.call('stock.quant', 'action_apply_inventory', { ids: quants });
    const begun = async () => ((await (await fetch(`${odoo.url}/_standin/faults`)).json()) as unknown[]).length === 0;
    await expect.poll(begun, { interval: 10 }).toBe(true);
    adapter.count('MUG-ENAMEL', 50);
    await adapter.poll();
    expect(await adapter.adjustments()).toEqual([['-10', 'COUNT']]);
    await slow;
    patient.close();
    await adapter.poll();
    await adapter.poll();
    expect(await adapter.adjustments()).toEqual([['-10', 'COUNT'], ['-5', 'COUNT']]); // prettier-ignore
  });

  it('is looked for again after Odoo was away', async () => {
    await opened();
    adapter.count('MUG-ENAMEL', 61);
    odoo.setFault({ mode: 'down', times: 1 });
    await adapter.poll();
    expect(await adapter.adjustments()).toEqual([]);
    await adapter.poll();
    expect(await adapter.adjustments()).toEqual([['1', 'COUNT']]);
  });

  it('of a product that was made a moment ago is announced after the product', async () => {
    await opened();
    adapter.makeProduct('FRESH-1');
    adapter.count('FRESH-1', 7);
    await adapter.poll();
    const names = (await adapter.said()).map(({ said }) => said);
    expect(names.filter((name) => name !== 'PriceChanged')).toEqual(['ProductLinked', 'StockAdjusted']);
  });

  it('for an order typed into Odoo is a sale', async () => {
    await opened();
    const product = adapter.productId('MUG-ENAMEL');
    const order = { partner_id: 3, order_line: [[0, 0, { product_id: product, product_uom_qty: 4 }]] };
    adapter.person('sale.order', 'action_confirm', [adapter.person('sale.order', 'create', [[order]])]);
    adapter.ship();
    await adapter.poll();
    expect(await adapter.said('StockAdjusted')).toMatchObject([
      { cause: 'SALE', productId: productIdOf(SYSTEM, product) },
    ]);
  });
});

describe('the delivery of an order of ours', () => {
  const order = anOrder({ lines: [tee()] });
  const shipment = { orderId: order.orderId, complete: true, lines: [{ orderLineId: order.lines[0]?.lineId }] };

  const moved = async () => (await adapter.said()).filter(({ said }) => said !== 'DeliveryChanged');

  beforeEach(async () => {
    await adapter.poll();
    await adapter.take(order);
    await adapter.work();
    await adapter.forget();
  });

  it('is a shipment of its lines, once, and no adjustment', async () => {
    adapter.ship();
    await adapter.poll();
    await adapter.poll();
    expect(await moved()).toMatchObject([{ said: 'ShipmentConfirmed', ...shipment }]);
  });

  it('is a shipment also where nobody wrote down yet that the order was created', async () => {
    await adapter.rows('DELETE FROM odoo_record');
    adapter.ship();
    await adapter.poll();
    expect(await moved()).toMatchObject([{ said: 'ShipmentConfirmed', ...shipment }]);
  });
});

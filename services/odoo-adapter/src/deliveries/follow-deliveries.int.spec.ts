import { decimalText, type Decimal } from '@penstock/domain';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { aLine, anOrder } from '../order.fixture.js';

const tee = (id = '1', quantity = '2') => aLine({ id, sku: 'TEE-BLACK-M', quantity, price: '24.90' });

describe.each([18, 19] as const)('deliveries in Odoo %i', (version) => {
  const order = anOrder({ lines: [tee()] });
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

  const deliveries = () => adapter.said('DeliveryChanged');
  const picking = () => adapter.inOdoo('stock.picking', [['sale_id', '!=', false]])[0]?.['id'] as number;
  const states = async () => (await deliveries()).map(({ state }) => state);

  it('are announced with what is planned of each order line, once', async () => {
    await adapter.poll();
    expect(await deliveries()).toMatchObject([
      {
        orderId: order.orderId,
        odoo: { model: 'stock.picking', id: picking() },
        direction: 'OUT',
        state: 'READY',
        backorderOf: null,
        lines: [{ orderLineId: order.lines[0]?.lineId }],
      },
    ]);
    const [line] = (await deliveries())[0]?.['lines'] as { quantity: { amount: Decimal; unit: string } }[];
    expect([decimalText(line?.quantity.amount as Decimal), line?.quantity.unit]).toEqual(['2', 'unit']);
  });

  it('end in the shipment of the same id', async () => {
    adapter.ship();
    await adapter.poll();
    const [planned, done] = await deliveries();
    const [shipped] = await adapter.said('ShipmentConfirmed');
    expect([planned?.['state'], done?.['state']]).toEqual(['READY', 'DONE']);
    expect(done?.['deliveryId']).toBe(shipped?.['shipmentId']);
  });

  it('are announced again when their date or tracking number changes', async () => {
    adapter.person('stock.picking', 'write', [[picking()], { carrier_tracking_ref: 'T-7' }]);
    await adapter.poll();
    adapter.person('stock.picking', 'write', [[picking()], { scheduled_date: '2026-12-24 10:00:00' }]);
    await adapter.poll();
    expect((await deliveries()).map(({ trackingNumber }) => trackingNumber)).toEqual([null, 'T-7', 'T-7']);
  });

  it('are announced again when a demand changes and the transfer itself does not', async () => {
    await adapter.forget();
    await adapter.rows(`UPDATE odoo_cursor SET written_at = now() + interval '1 hour' WHERE stream = 'deliveries'`);
    const [move] = adapter.inOdoo('stock.move', [['picking_id', '=', picking()]]);
    adapter.person('stock.move', 'write', [[move?.['id']], { product_uom_qty: 1 }]);
    await adapter.poll();
    const [event] = await deliveries();
    const [line] = event?.['lines'] as { quantity: { amount: Decimal } }[];
    expect(decimalText(line?.quantity.amount as Decimal)).toBe('1');
  });

  it('leave a rest that names the delivery it is the rest of', async () => {
    const [move] = adapter.inOdoo('stock.move', [['picking_id', '=', picking()]]);
    adapter.person('stock.move', 'write', [[move?.['id']], { quantity: 1, picked: true }]);
    adapter.person('stock.picking', 'button_validate', [[picking()]], { context: { skip_backorder: true } });
    await adapter.poll();
    const said = await deliveries();
    expect(said.map(({ state }) => state).sort()).toEqual(['DONE', 'READY', 'READY']);
    const rest = said.find(({ backorderOf }) => backorderOf !== null);
    expect(rest?.['backorderOf']).toBe(said[0]?.['deliveryId']);
  });

  it('are cancelled with their order', async () => {
    await adapter.cancel(order.orderId);
    await adapter.work();
    await adapter.poll();
    expect(await states()).toEqual(['READY', 'CANCELLED']);
  });

  it('that bring goods back go the other way', async () => {
    adapter.ship();
    await adapter.poll();
    await adapter.forget();
    const wizard = adapter.person('stock.return.picking', 'create', [{ picking_id: picking() }]);
    const line = adapter.inOdoo('stock.return.picking.line', [['wizard_id', '=', wizard]])[0]?.['id'];
    adapter.person('stock.return.picking.line', 'write', [[line], { quantity: 1 }]);
    adapter.person('stock.return.picking', 'action_create_returns', [[wizard]]);
    await adapter.poll();
    expect(await deliveries()).toMatchObject([{ orderId: order.orderId, direction: 'BACK', state: 'READY' }]);
  });

  it('are announced once by two replicas that look at the same time', async () => {
    adapter.person('stock.picking', 'write', [[picking()], { scheduled_date: '2026-12-24 10:00:00' }]);
    await Promise.all([adapter.poll(), adapter.pollAsReplica()]);
    expect(await states()).toEqual(['READY', 'READY']);
  });

  it('of sales that are not ours are nobody’s news', async () => {
    const product = adapter.productId('MUG-ENAMEL');
    const sale = { partner_id: 3, order_line: [[0, 0, { product_id: product, product_uom_qty: 4 }]] };
    adapter.person('sale.order', 'action_confirm', [adapter.person('sale.order', 'create', [[sale]])]);
    await adapter.poll();
    expect(await states()).toEqual(['READY']);
  });
});

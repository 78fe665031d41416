import { canonicalId, decimalText, type Decimal } from '@penstock/domain';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest, SYSTEM } from '../adapter-under-test.fixture.js';
import { ledgerOf } from '../full-comparison/ledger.fixture.js';
import { DEMO_MAPPING } from '../mapping/mapping.fixture.js';
import { locationIdOf, productIdOf } from '../odoo-system.js';
import { moveGoods, newPlace, placeOf } from './move-goods.fixture.js';

const sku = 'MUG-ENAMEL';
const WITH_DAMAGED = `${DEMO_MAPPING}    locations:
      - { name: damaged, odoo: WH/Stock/Broken }
`;

describe.each([18, 19] as const)('what moves in Odoo %i', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  async function opened(mapping?: string): Promise<void> {
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase(), {}, mapping);
    await adapter.poll();
  }
  const loc = (place: number) => locationIdOf(SYSTEM, place);
  const amountOf = (event: Record<string, unknown>) => decimalText((event['quantity'] as { amount: Decimal }).amount);
  const mugs = (place: number, ledger: Record<string, string>) =>
    ledger[`${productIdOf(SYSTEM, adapter.productId(sku))} ${loc(place)}`] ?? '0';
  const previousVersion = () =>
    adapter.rows(`UPDATE odoo_seen SET from_transit = NULL, to_transit = NULL, transits = false;
      UPDATE odoo_cursor SET opened_at = NULL WHERE stream = 'transit base'`);

  it('from a supplier is a receipt, and what goes back to one is a negative one', async () => {
    await opened();
    const [supplier, here] = [placeOf(adapter, 'supplier'), adapter.stock];
    moveGoods(adapter, { kind: 'incoming', from: supplier, to: here, sku, quantity: 12, origin: 'P00042' });
    moveGoods(adapter, { kind: 'outgoing', from: here, to: supplier, sku, quantity: 2 });
    await adapter.poll();
    await adapter.poll();
    const received = await adapter.said('GoodsReceived');
    expect(received.map((event) => [amountOf(event), event['condition'], event['reference']])).toEqual([
      ['12', 'SELLABLE', 'P00042'],
      ['-2', 'SELLABLE', expect.stringMatching(/^WH\/OUT\/\d+$/) as string],
    ]);
    expect(await adapter.said('StockAdjusted')).toEqual([]);
    expect(mugs(here, await ledgerOf(adapter))).toBe('70');
  });

  it('from a supplier into the place for damaged goods cannot be sold', async () => {
    odoo.perform({ model: 'stock.location', method: 'create', args: [{ name: 'Broken', location_id: version === 18 ? 8 : 5 }] }); // prettier-ignore
    await opened(WITH_DAMAGED);
    const to = newPlace(adapter, 'Broken');
    moveGoods(adapter, { kind: 'incoming', from: placeOf(adapter, 'supplier'), to, sku, quantity: 3 });
    await adapter.poll();
    expect(await adapter.said('GoodsReceived')).toMatchObject([{ condition: 'QUARANTINED', locationId: loc(to) }]);
  });

  it('from one place to another is one transfer, under the id of its document', async () => {
    await opened();
    const [from, to] = [adapter.stock, newPlace(adapter, 'Shop')];
    moveGoods(adapter, { kind: 'internal', from, to, sku, quantity: 7 });
    await adapter.poll();
    await adapter.poll();
    const [picking] = adapter.inOdoo('stock.picking', [['state', '=', 'done']]);
    expect(await adapter.said('TransferCompleted')).toMatchObject([
      {
        transferId: canonicalId('trf', 'main', 'odoo:main', `stock.picking:${String(picking?.['id'])}`),
        ...{ fromLocationId: loc(from), toLocationId: loc(to), reference: picking?.['name'] },
      },
    ]);
    expect(await adapter.said('StockAdjusted')).toEqual([]);
    const ledger = await ledgerOf(adapter);
    expect([mugs(from, ledger), mugs(to, ledger)]).toEqual(['53', '7']);
  });

  it('by way of a transit place is there meanwhile, as the place was announced to be', async () => {
    await opened();
    const [here, transit, shop] = [adapter.stock, placeOf(adapter, 'transit'), newPlace(adapter, 'Shop')];
    expect(await adapter.said('LocationLinked')).toContainEqual(expect.objectContaining({ locationId: loc(transit), usage: 'TRANSIT' })); // prettier-ignore
    moveGoods(adapter, { kind: 'internal', from: here, to: transit, sku, quantity: 7 });
    await adapter.poll();
    expect(mugs(transit, await ledgerOf(adapter))).toBe('7');
    moveGoods(adapter, { kind: 'internal', from: transit, to: shop, sku, quantity: 5 });
    await adapter.poll();
    const ledger = await ledgerOf(adapter);
    expect([here, transit, shop].map((place) => mugs(place, ledger))).toEqual(['53', '2', '5']);
    expect(await adapter.said('TransferCompleted')).toHaveLength(2);
  });

  it('is in the opening where it was in transit already', async () => {
    await opened();
    await adapter.close();
    const transit = placeOf(adapter, 'transit');
    moveGoods(adapter, { kind: 'internal', from: adapter.stock, to: transit, sku, quantity: 4 });
    await opened();
    expect(mugs(transit, await ledgerOf(adapter))).toBe('4');
    expect(await adapter.said('TransferCompleted')).toEqual([]);
  });

  it('is not announced again where the version before took it over; the first comparison tells what is in transit', async () => {
    await opened();
    const transit = placeOf(adapter, 'transit');
    moveGoods(adapter, { kind: 'internal', from: adapter.stock, to: transit, sku, quantity: 4 });
    await adapter.poll();
    await previousVersion();
    await adapter.forget();
    await adapter.pollAsReplica();
    expect(await adapter.said()).toEqual([]);
    for (let round = 0; round < 2; round += 1) {
      await adapter.compare();
      await adapter.rows(`UPDATE odoo_stock_base SET suspected_at = suspected_at - interval '1 hour'`);
    }
    expect(mugs(transit, await ledgerOf(adapter))).toBe('4');
    expect(await adapter.said('ExceptionRaised')).toEqual([]);
  });
});

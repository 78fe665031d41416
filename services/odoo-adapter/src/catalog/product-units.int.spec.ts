import { type Decimal, decimalText } from '@penstock/domain';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';

interface Said {
  readonly unitStep: Decimal | null;
  readonly packs: readonly { unit: string; barcode: string | null; contains: { amount: Decimal; unit: string } }[];
}

describe.each([18, 19] as const)('in what quantities a product of Odoo %i exists', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;
  let mug: number;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
    mug = adapter.productId('MUG-ENAMEL');
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  const said = async (sku: string) =>
    ((await adapter.said('ProductLinked')).filter((event) => event['sku'] === sku) as unknown as Said[]).map(
      ({ unitStep, packs }) => [
        unitStep && decimalText(unitStep),
        packs.map(({ unit, barcode, contains }) => [unit, barcode, decimalText(contains.amount), contains.unit]),
      ],
    );
  const unitNamed = (name: string, vals: object) => {
    const [found] = adapter.inOdoo('uom.uom', [['name', '=', name]]);
    adapter.person('uom.uom', 'write', [[found?.['id']], vals]);
    return found?.['id'] as number;
  };

  /** A carton of six, as this version keeps it. */
  function packInSixes(barcode: string): void {
    if (version === 18) {
      adapter.person('product.packaging', 'create', [{ product_id: mug, name: 'Pack of 6', qty: 6, barcode }]);
      return;
    }
    const uom_id = unitNamed('Pack of 6', {});
    adapter.person('product.uom', 'create', [{ product_id: mug, uom_id, barcode }]);
    adapter.person('product.product', 'write', [[mug], { uom_ids: [[6, 0, [uom_id]]] }]);
  }

  it('is unsaid of pieces as Odoo comes: they are whole', async () => {
    await adapter.poll();
    expect(await said('MUG-ENAMEL')).toEqual([[null, []]]);
  });

  it('is what its unit is rounded to', async () => {
    unitNamed('Units', { rounding: 1 });
    const uom_id = unitNamed('kg', { rounding: 0.001 });
    const coffee = { name: 'Coffee', default_code: 'COFFEE', is_storable: true, uom_id };
    adapter.person('product.product', 'create', [[coffee]]);
    await adapter.poll();
    expect([await said('MUG-ENAMEL'), await said('COFFEE')]).toEqual([[['1', []]], [['0.001', []]]]); // prettier-ignore
  });

  it('is also the packs it comes in, told when they are made, and again when they change', async () => {
    await adapter.poll();
    await adapter.forget();
    packInSixes('4006381999991');
    await adapter.poll();
    await adapter.poll();
    expect(await said('MUG-ENAMEL')).toEqual([[null, [['pack of 6', '4006381999991', '6', 'unit']]]]);
    await adapter.forget();
    const barcodes = version === 18 ? 'product.packaging' : 'product.uom';
    const [packing] = adapter.inOdoo(barcodes, [['product_id', '=', mug]]);
    adapter.person(barcodes, 'write', [[packing?.['id']], { barcode: '4006381999992' }]);
    await adapter.pollAsReplica();
    await adapter.poll();
    expect(await said('MUG-ENAMEL')).toEqual([[null, [['pack of 6', '4006381999992', '6', 'unit']]]]);
  });

  it('is told once where the version before announced the product without it', async () => {
    packInSixes('4006381999991');
    await adapter.poll();
    await adapter.forget();
    await adapter.rows(`UPDATE odoo_product SET units_hash = ''`);
    await adapter.rows(`UPDATE odoo_cursor SET written_at = 'epoch' WHERE stream IN ('goods', 'packs')`);
    await adapter.pollAsReplica();
    expect((await adapter.said()).map((event) => event['sku'])).toEqual(['MUG-ENAMEL']);
  });
});

import { type OdooClient, OdooValidation } from '@penstock/connector-odoo';
import { decimalText, type Decimal } from '@penstock/domain';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest, SYSTEM } from '../adapter-under-test.fixture.js';
import { productIdOf } from '../odoo-system.js';
import type { KnownRecords } from '../stock-moves/known-records.js';
import { KitFollower } from './follow-kits.js';

interface Said {
  readonly productId: string;
  readonly components: readonly { productId: string; quantity: { amount: Decimal; unit: string } }[];
}

describe.each([18, 19] as const)('kits of Odoo %i', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;
  let set: number;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
    [set = 0] = adapter.makeProduct('BREAKFAST-SET') as number[];
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  const idOf = (product: number) => productIdOf(SYSTEM, product);
  const made = (model: string, vals: object) => Number(adapter.person(model, 'create', [vals]));
  const templateOf = (product: number) => (adapter.inOdoo('product.product', [['id', '=', product]])[0]?.['product_tmpl_id'] as [number])[0]; // prettier-ignore
  const kit = (product: number, parts: Readonly<Record<string, number>>, type = 'phantom') => {
    const bom_id = made('mrp.bom', { product_tmpl_id: templateOf(product), type });
    for (const [sku, product_qty] of Object.entries(parts))
      made('mrp.bom.line', { bom_id, product_id: adapter.productId(sku), product_qty });
    return bom_id;
  };
  const said = async () =>
    ((await adapter.said('KitDefined')) as unknown as Said[]).map(({ productId, components }) => [
      productId,
      components.map((part) => [part.productId, decimalText(part.quantity.amount), part.quantity.unit]),
    ]);
  const mugs = (quantity: string) => [idOf(adapter.productId('MUG-ENAMEL')), quantity, 'unit'];
  const totes = (quantity: string) => [idOf(adapter.productId('TOTE-CANVAS')), quantity, 'unit'];

  it('are announced with their parts, once, and again when a line changes', async () => {
    const bom = kit(set, { 'MUG-ENAMEL': 2, 'TOTE-CANVAS': 1, SHIPPING: 1 });
    kit(adapter.productId('CAP-WAXED'), { 'MUG-ENAMEL': 1 }, 'normal');
    await Promise.all([adapter.poll(), adapter.pollAsReplica()]);
    await adapter.poll();
    expect(await said()).toEqual([[idOf(set), [mugs('2'), totes('1')]]]);
    await adapter.forget();
    const [line] = adapter.inOdoo('mrp.bom.line', [['bom_id', '=', bom], ['product_id', '=', adapter.productId('MUG-ENAMEL')]]); // prettier-ignore
    adapter.person('mrp.bom.line', 'write', [[line?.['id']], { product_qty: 3 }]);
    await adapter.pollAsReplica();
    await adapter.poll();
    expect(await said()).toEqual([[idOf(set), [mugs('3'), totes('1')]]]);
  });

  it('are flat, and over where their BoM was deleted', async () => {
    const [family = 0] = adapter.makeProduct('FAMILY-SET') as number[];
    const bom = kit(set, { 'MUG-ENAMEL': 2, 'TOTE-CANVAS': 1 });
    kit(family, { 'BREAKFAST-SET': 2, 'MUG-ENAMEL': 1 });
    await adapter.poll();
    expect(await said()).toContainEqual([idOf(family), [mugs('5'), totes('2')]]);
    await adapter.forget();
    adapter.person('mrp.bom.line', 'unlink', [
      adapter.inOdoo('mrp.bom.line', [['bom_id', '=', bom]]).map(({ id }) => id),
    ]);
    adapter.person('mrp.bom', 'unlink', [[bom]]);
    await adapter.compare();
    expect(await said()).toContainEqual([idOf(set), []]);
    expect(await said()).toContainEqual([idOf(family), [mugs('1'), [idOf(set), '2', 'unit']]]);
  });

  it('are none, and no trouble, where the module is not there', async () => {
    const facts = { code: 'no such model', model: 'mrp.bom', method: 'has_access' };
    const refusing = { call: () => Promise.reject(new OdooValidation('no such model', facts as never)) };
    const follower = new KitFollower(refusing as unknown as OdooClient, adapter.service.units, SYSTEM, {} as KnownRecords, 60); // prettier-ignore
    await follower.follow();
    expect(await follower.takeAll()).toBe(0);
    expect(await said()).toEqual([]);
  });
});

import { type Money, moneyText } from '@penstock/domain';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest, SYSTEM } from '../adapter-under-test.fixture.js';
import { productIdOf } from '../odoo-system.js';

describe.each([18, 19] as const)('prices in Odoo %i', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;
  let mug: number;
  let list: number;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
    mug = adapter.productId('MUG-ENAMEL');
    list = adapter.person('product.pricelist', 'create', [{ name: 'Trade' }]) as number;
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  const opened = async () => {
    await adapter.poll();
    await adapter.forget();
  };
  /** `[price, pricelist, company, active]` of every PriceChanged. */
  const prices = async () =>
    (await adapter.said('PriceChanged')).map(({ price, pricelist, company, active }) => [
      ...[moneyText(price as Money), pricelist, company, active],
    ]);
  /** They lie before the overlap of the next look. */
  const rulesAreOld = () =>
    adapter.rows(`UPDATE odoo_cursor SET written_at = now() + interval '1 hour' WHERE stream = 'price rules'`);
  const makeRule = (vals: Record<string, unknown>) =>
    adapter.person('product.pricelist.item', 'create', [
      { pricelist_id: list, applied_on: '0_product_variant', product_id: mug, fixed_price: 12.25, ...vals },
    ]) as number;

  it('are announced once for each company that sells in their currency', async () => {
    await adapter.poll();
    await adapter.poll();
    const ofMug = (await adapter.said('PriceChanged')).filter(
      ({ productId }) => productId === productIdOf(SYSTEM, mug),
    );
    expect(ofMug.map(({ price, company }) => [moneyText(price as Money), company])).toEqual([
      ['14.5 USD', 'My Company'],
      ['14.5 USD', 'Second Co'],
    ]);
  });

  it('are not announced where Odoo would convert them at the rate of the day', async () => {
    const pounds = 143;
    adapter.person('res.company', 'write', [[2], { currency_id: pounds }]);
    await adapter.poll();
    expect([...new Set((await prices()).map(([, , company]) => company))]).toEqual(['My Company']);
  });

  it('change with the template that a person changes', async () => {
    await opened();
    const [product] = adapter.inOdoo('product.product', [['id', '=', mug]]);
    const [template] = product?.['product_tmpl_id'] as [number];
    adapter.person('product.template', 'write', [[template], { list_price: 15.1 }]);
    await adapter.poll();
    expect(await prices()).toEqual([
      ['15.1 USD', null, 'My Company', true],
      ['15.1 USD', null, 'Second Co', true],
    ]);
  });

  it('of a pricelist come with their quantity and days, and go when the rule is another', async () => {
    await opened();
    const rule = makeRule({ min_quantity: 10, date_start: '2026-11-22 00:00:00', date_end: '2026-11-30 22:59:59' });
    await adapter.poll();
    expect(await adapter.said('PriceChanged')).toMatchObject([
      {
        odoo: { model: 'product.pricelist.item', id: rule },
        pricelist: 'Trade',
        company: 'My Company',
        validFrom: Date.UTC(2026, 10, 22) * 1000,
        validUntil: Date.UTC(2026, 10, 30, 23) * 1000,
      },
      { company: 'Second Co' },
    ]);
    await adapter.forget();
    adapter.person('product.pricelist.item', 'write', [[rule], { compute_price: 'percentage', percent_price: 10 }]);
    await adapter.poll();
    expect(await prices()).toEqual([
      ['12.25 USD', 'Trade', 'My Company', false],
      ['12.25 USD', 'Trade', 'Second Co', false],
    ]);
  });

  it('of a product are those of all its variants', async () => {
    await opened();
    const [product] = adapter.inOdoo('product.product', [['id', '=', mug]]);
    const [template] = product?.['product_tmpl_id'] as [number];
    makeRule({ applied_on: '1_product', product_id: false, product_tmpl_id: template });
    await adapter.poll();
    expect((await adapter.said('PriceChanged')).map(({ productId }) => productId)).toEqual([
      productIdOf(SYSTEM, mug),
      productIdOf(SYSTEM, mug),
    ]);
  });

  it.each([
    ['a discount', { compute_price: 'percentage', percent_price: 10 }],
    ['a formula', { compute_price: 'formula' }],
    ['a price for everything', { applied_on: '3_global', product_id: false }],
    ['a price for a category', { applied_on: '2_product_category', product_id: false }],
  ])('that are %s are left out', async (_, vals) => {
    await opened();
    makeRule(vals);
    await adapter.poll();
    expect(await prices()).toEqual([]);
  });

  it('go with their pricelist, though none of its rules is written, and come back', async () => {
    makeRule({});
    await opened();
    await rulesAreOld();
    adapter.person('product.pricelist', 'write', [[list], { active: false }]);
    await adapter.poll();
    adapter.person('product.pricelist', 'write', [[list], { active: true }]);
    await adapter.poll();
    expect((await prices()).map(([, , company, active]) => [company, active])).toEqual([
      ['My Company', false],
      ['Second Co', false],
      ['My Company', true],
      ['Second Co', true],
    ]);
  });

  it('go with an archived product, its own and those of pricelists', async () => {
    makeRule({});
    await opened();
    await rulesAreOld();
    adapter.person('product.product', 'write', [[mug], { active: false }]);
    await adapter.poll();
    const gone = (await prices()).filter(([, , , active]) => active === false);
    expect(gone.map(([price, pricelist]) => [price, pricelist]).sort()).toEqual([
      ['12.25 USD', 'Trade'],
      ['12.25 USD', 'Trade'],
      ['14.5 USD', null],
      ['14.5 USD', null],
    ]);
  });

  it('are announced once by two replicas that look at the same time', async () => {
    await opened();
    adapter.person('product.product', 'write', [[mug], { lst_price: 16 }]);
    await Promise.all([adapter.poll(), adapter.pollAsReplica()]);
    expect((await prices()).length).toBe(2);
  });
});

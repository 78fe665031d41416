import { decimal } from '@penstock/domain';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOdooClient, OdooCredentials, type OdooCheck } from '../index.js';
import { checkOdoo } from './check-odoo.js';
import { parseMappingFile } from './mapping-file.js';

const KEY = 'a-key-of-forty-letters';

const FILE = `
version: test.1
companies:
  - name: My Company
    channels: [demo-shop]
    warehouse: WH
    currency: USD
    orderCurrencies: [EUR]
    taxes:
      - { title: VAT, rate: 0.19, included: false, odoo: VAT 19% }
      - { title: VAT, rate: 0.19, included: true, odoo: VAT 19% incl. }
      - { rate: 0.15, included: false, odoo: account.1_sale_tax_template }
    carriers:
      - { shipping: STANDARD, odoo: Standard delivery }
    payments:
      - { gateway: stripe, journal: BNK1 }
    locations:
      - { name: main, odoo: WHSTOCK }
  - name: Second Co
    channels: [second-shop]
    warehouse: WH2
    currency: USD
    customers: own
`;

describe.each([18, 19] as const)('a check of Odoo %i', (version) => {
  let odoo: OdooStandIn;
  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version, apiKey: KEY });
    change('res.currency', [['name', '=', 'EUR']], { active: true });
    person('product.pricelist', 'create', [
      [{ name: 'Euro', currency_id: idOf('res.currency', [['name', '=', 'EUR']]) }],
    ]);
  });
  afterEach(() => odoo.stop());

  const person = (model: string, method: string, args: unknown[], kwargs = {}): unknown =>
    odoo.perform({ model, method, args, kwargs });
  const everything = { context: { active_test: false } };
  const idOf = (model: string, domain: unknown[]): number =>
    (person(model, 'search', [domain], everything) as number[])[0] ?? 0;
  const change = (model: string, domain: unknown[], values: object): unknown =>
    person(model, 'write', [person(model, 'search', [domain], everything), values]);

  async function check(text = FILE, login: { user: string; password: string } = odoo): Promise<OdooCheck> {
    const { url, database } = odoo;
    const client = createOdooClient({ url, database, user: login.user, password: login.password });
    try {
      return await checkOdoo(client, parseMappingFile(text, 'mapping.yaml'));
    } finally {
      client.close();
    }
  }

  const codesOf = ({ problems }: OdooCheck): string[] => problems.map(({ code }) => code);

  it('finds everything that the file names', async () => {
    const { mapping, problems, found } = await check();
    expect(problems).toEqual([]);
    expect(found.map(({ what }) => what)).toContain('tax VAT of 19%, on top');
    const company = mapping?.companyOf('demo-shop');
    const warehouse = { id: 1, code: 'WH', stockLocationId: idOf('stock.location', [['barcode', '=', 'WHSTOCK']]) };
    expect(company).toMatchObject({ id: 1, name: 'My Company', currency: 'USD', ownsPartners: false, warehouse });
    expect(mapping?.companyOf('second-shop')).toMatchObject({ id: 2, ownsPartners: true });
    expect(company?.locationOf('main')).toBe(warehouse.stockLocationId);
    expect(company?.journalOf('stripe')).toBe(6);
    expect(company?.carrierOf({ title: 'Express', code: 'STANDARD', carrier: null })).toEqual({
      carrierId: 1,
      productId: 1,
    });
    expect(company?.carrierOf({ title: 'Express', code: null, carrier: null })).toBeUndefined();
    expect(company?.pricelistOf('EUR')).toBeDefined();
    expect(company?.pricelistOf('GBP')).toBeUndefined();
    expect(mapping?.companyOf('second-shop')?.warehouse).toMatchObject({ id: 2, code: 'WH2' });
    expect(mapping?.companyOf('other-shop') ?? mapping?.companyOf(null)).toBeUndefined();
  });

  it('knows a tax by title, rate and inclusion, and any other title only where the file leaves it open', async () => {
    const company = (await check()).mapping?.companyOf('demo-shop');
    const vat = { title: 'VAT', rate: decimal('0.19'), included: false };
    const [onTop, included] = [company?.taxOf(vat), company?.taxOf({ ...vat, included: true })];
    expect(onTop).toBe(idOf('account.tax', [['name', '=', 'VAT 19%']]));
    expect(included).toBe(idOf('account.tax', [['name', '=', 'VAT 19% incl.']]));
    expect(company?.taxOf({ ...vat, title: 'GST' })).toBeUndefined();
    expect(company?.taxOf({ title: 'State tax', rate: decimal('0.15'), included: false })).toBe(1);
  });

  const tax = [['name', '=', 'VAT 19%']];
  it.each<[problem: string, code: string, model: string, domain: unknown[], values: object]>([
    ['a tax that is renamed', 'TAX_MISSING', 'account.tax', tax, { name: 'VAT' }],
    ['a tax that is archived', 'TAX_ARCHIVED', 'account.tax', tax, { active: false }],
    ['a tax for purchases', 'TAX_NOT_FOR_SALES', 'account.tax', tax, { type_tax_use: 'purchase' }],
    ['a tax of another rate', 'TAX_RATE_WRONG', 'account.tax', tax, { amount: 20 }],
    ['a fixed amount for a rate', 'TAX_RATE_WRONG', 'account.tax', tax, { amount_type: 'fixed' }],
    ['a tax included in prices', 'TAX_INCLUSION_WRONG', 'account.tax', tax, { price_include_override: 'tax_included' }],
    ['a tax of another company', 'TAX_MISSING', 'account.tax', tax, { company_id: 2 }],
    ['two taxes of one name', 'TAX_AMBIGUOUS', 'account.tax', [['name', '=', 'VAT 19% incl.']], { name: 'VAT 19%' }],
    ['a warehouse of another name', 'WAREHOUSE_MISSING', 'stock.warehouse', [['code', '=', 'WH']], { code: 'WH9' }],
    ['an archived warehouse', 'WAREHOUSE_ARCHIVED', 'stock.warehouse', [['code', '=', 'WH']], { active: false }],
    ['a location that is gone', 'LOCATION_MISSING', 'stock.location', [['barcode', '=', 'WHSTOCK']], { barcode: 'X' }],
    ['a company of another name', 'COMPANY_MISSING', 'res.company', [['id', '=', 2]], { name: 'Other Co' }],
    ['a currency that is off', 'CURRENCY_INACTIVE', 'res.currency', [['name', '=', 'EUR']], { active: false }],
    ['books in another currency', 'CURRENCY_WRONG', 'res.company', [['id', '=', 2]], { currency_id: 143 }],
    [
      'no pricelist in a currency',
      'PRICELIST_MISSING',
      'product.pricelist',
      [['name', '=', 'Euro']],
      { currency_id: 1 },
    ],
    [
      'another company’s pricelist',
      'PRICELIST_MISSING',
      'product.pricelist',
      [['name', '=', 'Euro']],
      { company_id: 2 },
    ],
    ['a delivery that is gone', 'CARRIER_MISSING', 'delivery.carrier', [['id', '=', 1]], { name: 'Express' }],
    ['an archived delivery', 'CARRIER_ARCHIVED', 'delivery.carrier', [['id', '=', 1]], { active: false }],
    ['a journal that is gone', 'JOURNAL_MISSING', 'account.journal', [['id', '=', 6]], { code: 'BNK7' }],
    ['a journal for something else', 'JOURNAL_WRONG', 'account.journal', [['id', '=', 6]], { type: 'general' }],
  ])('names %s as %s, and lets nothing be written', async (_, code, model, domain, values) => {
    change(model, domain, values);
    const result = await check();
    expect(codesOf(result)).toContain(code);
    expect(result.problems.every(({ remedy }) => remedy.endsWith('.'))).toBe(true);
    expect(result.mapping).toBeNull();
  });

  it('tells all problems at once', async () => {
    change('account.tax', tax, { amount: 20, price_include_override: 'tax_included' });
    change('stock.warehouse', [], { active: false });
    expect(codesOf(await check()).toSorted()).toEqual([
      'TAX_INCLUSION_WRONG',
      'TAX_RATE_WRONG',
      'WAREHOUSE_ARCHIVED',
      'WAREHOUSE_ARCHIVED',
    ]);
  });

  it('of a company where the user may not work says so', async () => {
    change('res.users', [['login', '=', odoo.user]], { company_ids: [[6, 0, [1]]] });
    expect((await check()).problems).toMatchObject([{ code: 'COMPANY_MISSING', company: 'Second Co' }]);
  });

  it('by a user without rights names each right, and nothing that it could not look at', async () => {
    const { problems } = await check(FILE, { user: 'low', password: odoo.password });
    expect(problems.filter(({ code }) => code === 'RIGHT_MISSING').map(({ problem }) => problem)).toEqual(
      expect.arrayContaining([
        'user low may not read, create, unlink ir.model.data',
        'user low may not create, write res.partner',
        'user low may not read, create, write sale.order',
        'user low may not read stock.warehouse',
        'user low may not read account.journal',
      ]),
    );
    expect(problems.filter(({ code }) => code.endsWith('MISSING')).map(({ code }) => code)).not.toContain(
      'WAREHOUSE_MISSING',
    );
    expect(problems.map(({ problem }) => problem).join()).not.toContain('sale_tax_template');
  });

  it('with a wrong password finds nothing out', async () => {
    await expect(check(FILE, { user: odoo.user, password: 'wrong' })).rejects.toThrow(OdooCredentials);
  });

  it.runIf(version === 19)('over JSON-2 finds the same', async () => {
    const { url, database, user } = odoo;
    const client = createOdooClient({ url, database, user, password: KEY, protocol: 'json2' });
    const { mapping, ...seen } = await checkOdoo(client, parseMappingFile(FILE, 'mapping.yaml'));
    client.close();
    const { mapping: _, ...overRpc } = await check();
    expect(seen).toEqual(overRpc);
    expect(mapping?.companies).toHaveLength(2);
  });

  it('makes as many calls for ten taxes as for one, and changes nothing', async () => {
    const before = odoo.requests().length;
    await check();
    const calls = odoo.requests().slice(before);
    const taxes = Array.from(
      { length: 9 },
      (_, at) => `      - { title: T${at}, rate: 0.19, included: false, odoo: VAT 19% }`,
    );
    await check(FILE.replace('    carriers:', `${taxes.join('\n')}\n    carriers:`));
    expect(odoo.requests().length - before).toBe(2 * calls.length);
    expect(calls.length).toBeLessThan(50);
    const methods = new Set(calls.map(({ method }) => method));
    expect([...methods].filter((method) => /^(create|write|unlink|load|action)/.test(method ?? ''))).toEqual([]);
  });
});

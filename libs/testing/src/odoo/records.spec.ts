import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client, Shown } from './spec-support/client.js';
import { clientOf } from './spec-support/client.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

describe('records of the Odoo stand-in', () => {
  let odoo: OdooStandIn;
  let call: Client;

  beforeAll(async () => {
    odoo = await startOdooStandIn({ seed: 'demo' });
    call = clientOf(odoo);
  });
  afterAll(() => odoo.stop());

  const skus = async (domain: unknown[], kwargs: Record<string, unknown> = {}): Promise<unknown[]> => {
    const rows = await call<Shown[]>('product.product', 'search_read', [domain], {
      fields: ['default_code'],
      ...kwargs,
    });
    return rows.map((row) => row['default_code']);
  };

  it('answer a list of values with a list of ids and one dict with one id', async () => {
    expect(await call('res.partner', 'create', [[{ name: 'A' }, { name: 'B' }]])).toHaveLength(2);
    expect(await call('res.partner', 'create', [{ name: 'C' }])).toBeTypeOf('number');
  });

  it('show false for empty, [id, name] for many2one, and the plain id with load ""', async () => {
    const fields = ['ref', 'country_id', 'category_id'];
    expect(await call('res.partner', 'read', [[1], fields])).toEqual([
      { id: 1, ref: false, country_id: [233, 'United States'], category_id: [] },
    ]);
    expect(await call('res.partner', 'read', [[1], ['country_id']], { load: '' })).toEqual([
      { id: 1, country_id: 233 },
    ]);
  });

  it('leave out missing ones when read', async () => {
    expect(await call('res.partner', 'read', [[1, 999_999], ['name']])).toEqual([{ id: 1, name: 'My Company' }]);
  });

  it('keep nothing of a batch with one bad row', async () => {
    await expect(call('res.partner', 'create', [[{ name: 'Kept?' }, { name: false }]])).rejects.toThrow(
      'require a name',
    );
    expect(await call('res.partner', 'search_count', [[['name', '=', 'Kept?']]])).toBe(0);
  });

  it('refuse ISO 8601 and fractions of seconds in values', async () => {
    const order = (date_order: string) => call('sale.order', 'create', [[{ partner_id: 1, date_order }]]);
    await expect(order('2026-11-20T10:00:00Z')).rejects.toThrow('does not match format');
    await expect(order('2026-11-20 10:00:00.5')).rejects.toThrow('unconverted data remains: .5');
  });

  it('are found by domains in prefix notation', async () => {
    expect(await skus(['|', ['default_code', '=', 'MUG-ENAMEL'], ['default_code', '=', 'TOTE-CANVAS']])).toEqual(['MUG-ENAMEL', 'TOTE-CANVAS']); // prettier-ignore
    expect(await skus(['!', ['type', '=', 'consu']])).toEqual(['Delivery_007', 'SHIPPING']);
    expect(await skus([['list_price', '>=', 18], ['list_price', '<', 30], ['name', 'ilike', 'TEE']])).toHaveLength(2); // prettier-ignore
    expect(await skus([['default_code', '=ilike', 'tee-%']])).toEqual(['TEE-BLACK-L', 'TEE-BLACK-M']);
    expect(await skus([['default_code', 'not in', ['MUG-ENAMEL']], ['is_storable', '=', true]])).toHaveLength(4); // prettier-ignore
    expect(await skus([['barcode', '=', false], ['type', '=', 'service']], { order: 'default_code desc', limit: 1 })).toEqual(['SHIPPING']); // prettier-ignore
  });

  it('are found along dotted paths and below a place', async () => {
    const quants = (domain: unknown[]) => call('stock.quant', 'search_count', [domain]);
    expect(await quants([['location_id.usage', '=', 'internal']])).toBe(5);
    expect(await quants([['location_id', 'child_of', 7]])).toBe(5);
    expect(await quants([['product_id.default_code', '=', 'MUG-ENAMEL'], ['location_id.usage', '=', 'internal']])).toBe(1); // prettier-ignore
  });

  it('hide archived ones unless active_test is false', async () => {
    const [id] = await call<number[]>('product.product', 'create', [[{ name: 'Gone', default_code: 'GONE' }]]);
    await call('product.product', 'write', [[id], { active: false }]);
    expect(await skus([['default_code', '=', 'GONE']])).toEqual([]);
    expect(await skus([['default_code', '=', 'GONE']], { context: { active_test: false } })).toEqual(['GONE']);
  });

  it('refuse a second use of a barcode, but not of a code', async () => {
    const product = (vals: Record<string, unknown>) => call('product.product', 'create', [[{ name: 'Twin', ...vals }]]);
    await expect(product({ default_code: 'MUG-ENAMEL' })).resolves.toHaveLength(1);
    await expect(product({ barcode: '4006381333955' })).rejects.toThrow('already assigned');
  });

  it('belong to companies: none named means all of the user, a foreign one is refused', async () => {
    const warehouses = (context: Record<string, unknown>) => call('stock.warehouse', 'search_count', [[]], { context });
    expect(await warehouses({})).toBe(2);
    expect(await warehouses({ allowed_company_ids: [2] })).toBe(1);
    await expect(warehouses({ allowed_company_ids: [77] })).rejects.toThrow('unauthorized or invalid companies');
  });

  it('fence doubles with external ids: a pair of module and name exists once', async () => {
    const bind = () => call('ir.model.data', 'create', [[{ module: 'penstock', name: 'o_1', model: 'res.partner', res_id: 1 }]]); // prettier-ignore
    await bind();
    await expect(bind()).rejects.toMatchObject({ name: 'odoo.exceptions.ValidationError' });
  });

  it('are not deleted while a quotation needs them, and neither is the quotation', async () => {
    const [id] = await call<number[]>('res.partner', 'create', [[{ name: 'Buyer' }]]);
    const [order] = await call<number[]>('sale.order', 'create', [[{ partner_id: id }]]);
    await expect(call('res.partner', 'unlink', [[id]])).rejects.toMatchObject({ name: 'odoo.exceptions.ValidationError' }); // prettier-ignore
    expect(await call('sale.order', 'search_count', [[['id', '=', order]]])).toBe(1);
  });

  it('take their external ids with them when deleted', async () => {
    const [id] = await call<number[]>('res.partner', 'create', [[{ name: 'Short' }]]);
    await call('ir.model.data', 'create', [[{ module: 'penstock', name: 'p_9', model: 'res.partner', res_id: id }]]);
    await call('res.partner', 'unlink', [[id]]);
    expect(await call('ir.model.data', 'search_count', [[['name', '=', 'p_9']]])).toBe(0);
  });
});

import { decimalText } from '@penstock/domain';
import { startOdooStandIn, type OdooStandIn, TRACEBACK_MARK } from '@penstock/testing/odoo';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createOdooClient,
  OdooAccess,
  type OdooClient,
  OdooConcurrency,
  OdooCredentials,
  OdooMissing,
  OdooServer,
  OdooValidation,
  OdooWizard,
  OdooWrongCall,
  records,
} from '../index.js';

const KEY = '0123456789abcdef0123456789abcdef01234567';

/** What a rejected promise was rejected with. */
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => new Error('it was not refused'),
    (error: unknown) => error,
  );

describe.each(['jsonrpc', 'json2', 'detect'] as const)('Odoo 19 over %s', (protocol) => {
  let odoo: OdooStandIn;
  let client: OdooClient;
  const clientWith = (more: object = {}) =>
    createOdooClient({ url: odoo.url, database: odoo.database, user: odoo.user, password: KEY, protocol, ...more });

  beforeAll(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version: 19, apiKey: KEY });
    client = clientWith();
  });
  afterEach(() => odoo.setFault([]));
  afterAll(async () => {
    client.close();
    await odoo.stop();
  });

  it('reads records, page by page', async () => {
    const domain = ['|', ['default_code', 'like', 'TEE'], ['default_code', 'like', 'MUG']];
    const products = await client.readAll('product.product', domain, records.product, { pageSize: 2 });
    expect(products.map(({ default_code }) => default_code)).toEqual(['TEE-BLACK-M', 'TEE-BLACK-L', 'MUG-ENAMEL']);
    const quants = await client.searchRead('stock.quant', [['product_id', '=', products[0]?.id]], records.quant);
    expect(quants.map(({ quantity }) => decimalText(quantity))).toContain('120');
  });

  it('names fields as 19 does, and makes an order once however often its load is repeated', async () => {
    const { version, saleOrderLine } = await client.fieldNames();
    expect(version).toBe(19);
    const [tee] = await client.searchRead('product.product', [['default_code', '=', 'TEE-BLACK-M']], records.product);
    const fields = ['id', 'partner_id/.id', 'order_line/id', 'order_line/product_id/.id'];
    const row = ['penstock.o1', '1', 'penstock.o1_l1', String(tee?.id)];
    const load = () => client.load('sale.order', [...fields, `order_line/${saleOrderLine.taxes}/.id`], [[...row, '']]);
    const [order] = await load();
    expect(await load()).toEqual([order]);
    expect(await client.call('sale.order', 'action_confirm', { ids: [order ?? 0] }, { refuseWizard: true })).toBe(true);
  });

  it('tells errors apart as ever', async () => {
    const write = (id: number) => client.call('res.partner', 'write', { ids: [id], vals: { ref: 'x' } });
    expect(await failure(client.call('sale.order', 'create', { vals_list: [{}] }))).toBeInstanceOf(OdooValidation);
    expect(await failure(write(999_999))).toBeInstanceOf(OdooMissing);
    const unknown = await failure(client.call('res.partner', 'create', { vals_list: [{ name: 'x', nofield: 1 }] }));
    expect(unknown).toBeInstanceOf(OdooWrongCall);
    expect(JSON.stringify([unknown, (unknown as Error).stack])).not.toContain(TRACEBACK_MARK);
    const foreign = client.call('res.partner', 'search', { domain: [] }, { companies: [77] });
    expect(await failure(foreign)).toBeInstanceOf(OdooAccess);
    odoo.setFault({ mode: 'concurrency', times: 1 });
    expect(await failure(write(1))).toBeInstanceOf(OdooConcurrency);
  });

  it('is not entered with a wrong key or to a database that is not there', async () => {
    expect(await failure(clientWith({ password: 'wrong' }).authenticate())).toBeInstanceOf(OdooCredentials);
    expect(await failure(clientWith({ database: 'nosuchdb' }).authenticate())).toBeInstanceOf(OdooServer);
  });

  it('opens a wizard where stock moved since it was counted', async () => {
    const [tee] = await client.searchRead('product.product', [['default_code', '=', 'TEE-BLACK-M']], records.product);
    const [quant] = await client.searchRead('stock.quant', [['product_id', '=', tee?.id]], records.quant);
    const count = { product_id: tee?.id, location_id: quant?.location_id.id, inventory_quantity: 7 };
    const inventory = { context: { inventory_mode: true } };
    const ids = (await client.call('stock.quant', 'create', { vals_list: [count] }, inventory)) as number[];
    await client.call('stock.quant', 'write', { ids, vals: { quantity: 90 } });
    const apply = client.call('stock.quant', 'action_apply_inventory', { ids }, { ...inventory, refuseWizard: true });
    expect(await failure(apply)).toMatchObject({ name: OdooWizard.name, model: 'stock.inventory.conflict' });
  });
});

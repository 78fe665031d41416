import { HttpAmbiguous, HttpUnavailable } from '@penstock/http';
import { decimalText } from '@penstock/domain';
import { startOdooStandIn, type OdooStandIn, TRACEBACK_MARK } from '@penstock/testing/odoo';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  createOdooClient,
  OdooAccess,
  type OdooClient,
  OdooConcurrency,
  OdooCredentials,
  OdooLostRace,
  OdooMissing,
  OdooServer,
  OdooValidation,
  OdooWrongCall,
  records,
} from '../index.js';

let odoo: OdooStandIn;
let client: OdooClient;

const clientWith = (more: Partial<Parameters<typeof createOdooClient>[0]> = {}) =>
  createOdooClient({ url: odoo.url, database: odoo.database, user: odoo.user, password: odoo.password, ...more });

beforeAll(async () => {
  odoo = await startOdooStandIn({ seed: 'demo' });
  client = clientWith();
});
afterEach(() => odoo.setFault([]));
afterAll(async () => {
  client.close();
  await odoo.stop();
});

/** What a rejected promise was rejected with. */
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => new Error('it was not refused'),
    (error: unknown) => error,
  );

describe('a client for Odoo', () => {
  it('reads records in their own types, and rounds the noise of floats away', async () => {
    const [tee] = await client.searchRead('product.product', [['default_code', '=', 'TEE-BLACK-M']], records.product);
    expect(tee).toMatchObject({ default_code: 'TEE-BLACK-M', is_storable: true, uom_id: { name: 'Units' } });
    const quants = await client.searchRead('stock.quant', [['product_id', '=', tee?.id]], records.quant);
    expect(quants.map(({ quantity }) => decimalText(quantity))).toContain('120');
  });

  it('reads all pages in the order of ids, with a domain of several conditions', async () => {
    const domain = ['|', ['default_code', 'like', 'TEE'], ['default_code', 'like', 'MUG'], ['active', '=', true]];
    const codes = (await client.readAll('product.product', domain, records.product, { pageSize: 2 })).map(
      ({ default_code }) => default_code,
    );
    expect(codes).toEqual(['TEE-BLACK-M', 'TEE-BLACK-L', 'MUG-ENAMEL']);
  });

  it('makes a record once, however often its load is repeated', async () => {
    const load = () => client.load('res.partner', ['id', 'name'], [['penstock.twice', 'Once Only']]);
    expect(await load()).toEqual(await load());
  });

  it('knows what the fields of this version are called', async () => {
    expect(await client.fieldNames()).toMatchObject({ version: 18, saleOrderLine: { taxes: 'tax_id' } });
  });

  it('answers null for a method that returns nothing', async () => {
    const [order] = await client.load('sale.order', ['id', 'partner_id/.id'], [['penstock.null', '1']]);
    expect(await client.call('sale.order', 'action_quotation_sent', { ids: [order ?? 0] })).toBeNull();
  });
});

describe('errors are told apart by their class', () => {
  const cases: [string, () => Promise<unknown>, new (...args: never[]) => Error][] = [
    ['a value that is not allowed', () => client.call('sale.order', 'create', { vals_list: [{}] }), OdooValidation],
    [
      'a record that is gone',
      () => client.call('res.partner', 'write', { ids: [999_999], vals: { name: 'x' } }),
      OdooMissing,
    ],
    [
      'an unknown field',
      () => client.call('res.partner', 'create', { vals_list: [{ name: 'x', nofield: 1 }] }),
      OdooWrongCall,
    ],
    ['an unknown method', () => client.call('res.partner', 'no_method' as 'unlink', { ids: [1] }), OdooWrongCall],
    [
      'a wrong row of a load',
      () => client.load('sale.order', ['id', 'partner_id/.id'], [['penstock.w', '9999']]),
      OdooValidation,
    ],
    ['a wrong password', () => clientWith({ password: 'wrong' }).authenticate(), OdooCredentials],
    ['a wrong database', () => clientWith({ database: 'nosuchdb' }).authenticate(), OdooServer],
    ['an address that is not Odoo', () => clientWith({ url: `${odoo.url}/elsewhere` }).authenticate(), OdooServer],
    [
      'a shape that the record has not',
      () => client.searchRead('res.partner', [], z.object({ name: z.number() })),
      OdooServer,
    ],
  ];
  it.each(cases)('%s', async (_, call, expected) => {
    expect(await failure(call())).toBeInstanceOf(expected);
  });

  it('a company that is not the user’s', async () => {
    const foreign = client.call('res.partner', 'search', { domain: [] }, { companies: [77] });
    expect(await failure(foreign)).toBeInstanceOf(OdooAccess);
  });

  it('a contended row, and the same inside a load', async () => {
    odoo.setFault({ mode: 'concurrency', times: 1 });
    expect(await failure(client.call('res.partner', 'write', { ids: [1], vals: { ref: 'x' } }))).toBeInstanceOf(
      OdooConcurrency,
    );
    odoo.setFault({ mode: 'concurrency', model: 'res.partner', method: 'load', times: 1 });
    const load = client.load('res.partner', ['id', 'name'], [['penstock.raced', 'Raced']]);
    expect(await failure(load)).toBeInstanceOf(OdooLostRace);
  });

  it('never lets a traceback through', async () => {
    const error = await failure(client.call('res.partner', 'create', { vals_list: [{ name: 'x', nofield: 1 }] }));
    expect(JSON.stringify([error, (error as Error).message, (error as Error).stack])).not.toContain(TRACEBACK_MARK);
  });
});

describe('when there is no answer', () => {
  it('says so when nothing listens', async () => {
    const nobody = clientWith({ url: 'http://127.0.0.1:9' });
    expect(await failure(nobody.authenticate())).toBeInstanceOf(HttpUnavailable);
  });

  it('calls it ambiguous when Odoo did it and did not say so; the same load then finds it', async () => {
    const impatient = clientWith({ timeoutMs: 300 });
    await impatient.authenticate();
    odoo.setFault({ mode: 'commit-then-hang', model: 'res.partner', method: 'load', times: 1 });
    const load = () => impatient.load('res.partner', ['id', 'name'], [['penstock.hung', 'Hung']]);
    expect(await failure(load())).toBeInstanceOf(HttpAmbiguous);
    await load();
    const made = await client.call('res.partner', 'search_count', { domain: [['name', '=', 'Hung']] });
    expect(made).toBe(1);
    impatient.close();
  });
});

import { HttpAmbiguous } from '@penstock/http';
import { describe, expect, it } from 'vitest';
import { json2Error, json2Result, page, rpcError, rpcResult } from '../answers/answers.fixture.js';
import {
  createOdooClient,
  OdooConcurrency,
  OdooCredentials,
  type OdooClientOptions,
  OdooServer,
  OdooSession,
  OdooWizard,
  records,
} from '../index.js';
import { type FakeHttp, fakeHttp } from './fake-http.fixture.js';

const USER = rpcResult(2);
const VERSION_18 = rpcResult({ server_version: '18.0', server_version_info: [18, 0, 0, 'final', 0, ''] });
const VERSION_19 = json2Result({ version_info: [19, 0, 0, 'final', 0, ''], version: '19.0' });
const WHOSE_KEY = json2Result({ lang: 'en_US', tz: false, uid: 2 });

const clientOf = (http: FakeHttp, more: Partial<OdooClientOptions> = {}) =>
  createOdooClient({ url: 'http://unused', database: 'odoo18', user: 'admin', password: 'secret', http, ...more });

/** What `execute_kw` was given in the last call: model, method, positions, keywords. */
const executed = (http: FakeHttp): unknown[] =>
  (http.bodies().at(-1) as { params: { args: unknown[] } }).params.args.slice(3);

describe('over JSON-RPC', () => {
  it('a call logs in once, and passes values by position and options by name', async () => {
    const http = fakeHttp(USER, rpcResult(true), rpcResult([]));
    const client = clientOf(http);
    await client.call('sale.order', 'write', { ids: [5], vals: { note: 'x' } });
    expect(http.bodies()[0]).toMatchObject({ params: { service: 'common', args: ['odoo18', 'admin', 'secret', {}] } });
    expect(http.bodies()[1]).toMatchObject({ params: { args: ['odoo18', 2, 'secret', ...executed(http)] } });
    expect(executed(http)).toEqual(['sale.order', 'write', [[5], { note: 'x' }], { context: {} }]);
    await client.searchRead('stock.warehouse', [['code', '=', 'WH']], records.warehouse, { limit: 1 });
    const keywords = { fields: ['code'], order: 'id', limit: 1, context: {} };
    expect(executed(http)).toEqual(['stock.warehouse', 'search_read', [[['code', '=', 'WH']]], keywords]);
  });

  it('a login or a password that is refused is said as such, and tried afresh by the next call', async () => {
    const http = fakeHttp(rpcResult(false), USER, rpcError('odoo.exceptions.AccessDenied', 'Access Denied'), USER);
    const client = clientOf(http);
    await expect(client.authenticate()).rejects.toThrow(OdooCredentials);
    await expect(client.call('sale.order', 'action_confirm', { ids: [5] })).rejects.toThrow(OdooCredentials);
    expect(await client.authenticate()).toBe(2);
  });

  it('a session that ended is followed by a new login', async () => {
    const ended = rpcError('odoo.http.SessionExpiredException', 'Session expired');
    const http = fakeHttp(USER, ended, USER, rpcResult(true));
    const client = clientOf(http);
    await expect(client.call('sale.order', 'action_lock', { ids: [5] })).rejects.toThrow(OdooSession);
    expect(await client.call('sale.order', 'action_lock', { ids: [5] })).toBe(true);
  });

  it('the version tells the names of fields, and one that nobody has checked is refused', async () => {
    const names = await clientOf(fakeHttp(VERSION_18)).fieldNames();
    expect(names.saleOrderLine.taxes).toBe('tax_id');
    const older = rpcResult({ server_version_info: [17, 0, 0, 'final', 0, ''] });
    await expect(clientOf(fakeHttp(older)).fieldNames()).rejects.toThrow(OdooServer);
  });
});

describe('over JSON-2', () => {
  it('a call names its arguments, and the key goes with it instead of a login', async () => {
    const http = fakeHttp(json2Result(null), json2Result({ ids: [31], messages: [], nextrow: 0 }));
    const client = clientOf(http, { protocol: 'json2', database: 'odoo19', password: 'key' });
    expect(await client.call('stock.quant', 'action_apply_inventory', { ids: [6] })).toBeNull();
    expect(http.requests[0]).toMatchObject({
      method: 'POST',
      path: '/json/2/stock.quant/action_apply_inventory',
      headers: { authorization: 'bearer key', 'x-odoo-database': 'odoo19' },
    });
    expect(http.bodies()[0]).toEqual({ ids: [6], context: {} });
    expect(await client.load('sale.order', ['id', 'partner_id/.id'], [['penstock.o1', '9']])).toEqual([31]);
    const context = { tracking_disable: true, tz: 'UTC' };
    expect(http.bodies()[1]).toEqual({ fields: ['id', 'partner_id/.id'], data: [['penstock.o1', '9']], context });
  });

  it('the key tells its user, and the server its version to anybody', async () => {
    const http = fakeHttp(WHOSE_KEY, VERSION_19);
    const client = clientOf(http, { protocol: 'json2' });
    expect(await client.authenticate()).toBe(2);
    expect((await client.fieldNames()).saleOrderLine.taxes).toBe('tax_ids');
    expect(http.requests[1]).toEqual({ method: 'GET', path: '/json/version' });
  });

  it('a status of 500 is not "try again": the name of the error decides', async () => {
    const http = fakeHttp(json2Error(500, 'psycopg2.errors.SerializationFailure', 'could not serialize access'));
    const call = clientOf(http, { protocol: 'json2' }).call('res.partner', 'write', { ids: [1], vals: {} });
    await expect(call).rejects.toThrow(OdooConcurrency);
  });
});

describe('the protocol is found out', () => {
  const detecting = (http: FakeHttp) => clientOf(http, { protocol: 'detect' });

  it('to be JSON-2 where the server has it and takes the key', async () => {
    const http = fakeHttp(VERSION_19, WHOSE_KEY, json2Result(3));
    expect(await detecting(http).call('res.partner', 'search_count', { domain: [] })).toBe(3);
    expect(http.requests.at(-1)?.path).toBe('/json/2/res.partner/search_count');
  });

  it('to be JSON-RPC where the server redirects to its login page, or has no such path', async () => {
    for (const status of [303, 404]) {
      const http = fakeHttp(page(status), USER, rpcResult(3));
      expect(await detecting(http).call('res.partner', 'search_count', { domain: [] })).toBe(3);
      expect(http.requests.map(({ path }) => path)).toEqual(['/json/version', '/jsonrpc', '/jsonrpc']);
    }
  });

  it('to be JSON-RPC where the password is no API key', async () => {
    const http = fakeHttp(VERSION_19, json2Error(401, 'werkzeug.exceptions.Unauthorized', 'Invalid apikey'), USER);
    expect(await detecting(http).authenticate()).toBe(2);
  });

  it('later, when the server is away', async () => {
    const client = detecting(fakeHttp(page(503), VERSION_19, WHOSE_KEY));
    await expect(client.authenticate()).rejects.toThrow(OdooServer);
    expect(await client.authenticate()).toBe(2);
  });
});

describe('whatever the protocol', () => {
  it('companies, language and time zone are the client’s, unless the call says otherwise', async () => {
    const http = fakeHttp(json2Result(1), json2Result(1));
    const mine = { companies: [1], language: 'en_US', timeZone: 'UTC', context: { active_test: false } };
    const client = clientOf(http, { protocol: 'json2', ...mine });
    await client.call('stock.quant', 'search_count', { domain: [] });
    const context = { allowed_company_ids: [1], lang: 'en_US', tz: 'UTC', active_test: false };
    expect(http.bodies()[0]).toEqual({ domain: [], context });
    const theirs = { companies: [2, 1], context: { inventory_mode: true } };
    await client.call('stock.quant', 'search_count', { domain: [] }, theirs);
    const merged = { ...context, allowed_company_ids: [2, 1], inventory_mode: true };
    expect(http.bodies()[1]).toEqual({ domain: [], context: merged });
  });

  it('a wizard is an answer only to those who can fill it in', async () => {
    const wizard = { type: 'ir.actions.act_window', res_model: 'stock.inventory.conflict', target: 'new' };
    const client = clientOf(fakeHttp(json2Result(wizard), json2Result(wizard)), { protocol: 'json2' });
    const apply = (refuseWizard: boolean) =>
      client.call('stock.quant', 'action_apply_inventory', { ids: [6] }, { refuseWizard });
    expect(await apply(false)).toEqual(wizard);
    await expect(apply(true)).rejects.toThrow(OdooWizard);
  });

  it('an answer that did not come in time is ambiguous, and the time may be the call’s own', async () => {
    const lost = new HttpAmbiguous('timeout', { client: 'odoo.fake', method: 'POST', path: '/jsonrpc' });
    const http = fakeHttp(USER, lost);
    const call = clientOf(http).call('sale.order', 'action_confirm', { ids: [5] }, { timeoutMs: 90_000 });
    await expect(call).rejects.toBe(lost);
    expect(http.requests.at(-1)?.timeoutMs).toBe(90_000);
  });

  it('a button of another model, and an argument that a method has not, do not compile', () => {
    const { call } = clientOf(fakeHttp());
    // @ts-expect-error a quant cannot be confirmed
    expect(() => call('stock.quant', 'action_confirm', { ids: [1] })).toBeTypeOf('function');
    // @ts-expect-error the values of create are a list
    expect(() => call('sale.order', 'create', { vals_list: {} })).toBeTypeOf('function');
    // @ts-expect-error no arguments by position
    expect(() => call('sale.order', 'action_confirm', [[1]])).toBeTypeOf('function');
  });
});

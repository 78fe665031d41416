import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from './spec-support/client.js';
import { clientOf, envelope, post } from './spec-support/client.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

describe('the JSON-RPC transport of the Odoo stand-in', () => {
  let odoo: OdooStandIn;
  let call: Client;

  beforeAll(async () => {
    odoo = await startOdooStandIn({ apiKey: 'key-1' });
    call = clientOf(odoo);
  });
  afterAll(() => odoo.stop());

  const nameOf = async (promise: Promise<unknown>): Promise<string> =>
    promise.then(() => 'no error', (error: Error) => error.name); // prettier-ignore

  it('tells its version without a login', async () => {
    expect(await envelope(odoo, 'common', 'version', [])).toMatchObject({ result: { server_serie: '18.0' } });
  });

  it('answers a good login with the user id and a bad one with false, not with an error', async () => {
    const login = (user: string, password: string) => envelope(odoo, 'common', 'authenticate', ['odoo', user, password, {}]); // prettier-ignore
    expect(await login('admin', 'admin')).toMatchObject({ result: 2 });
    expect(await login('admin', 'key-1')).toMatchObject({ result: 2 });
    expect(await login('admin', 'wrong')).toMatchObject({ result: false });
    expect(await login('nobody', 'admin')).toMatchObject({ result: false });
  });

  it('checks the password at every call: HTTP 200, AccessDenied', async () => {
    const answer = await envelope(odoo, 'object', 'execute_kw', [
      'odoo',
      2,
      'wrong',
      'res.partner',
      'search',
      [[]],
      {},
    ]);
    expect(answer.error).toMatchObject({ code: 200, data: { name: 'odoo.exceptions.AccessDenied' } });
  });

  it('names errors by their Python class', async () => {
    expect(await nameOf(call('no.model', 'search', [[]]))).toBe('odoo.exceptions.UserError');
    expect(await nameOf(call('res.partner', 'nothing', [[1]]))).toBe('builtins.AttributeError');
    expect(await nameOf(call('sale.order', '_secret', [[1]]))).toBe('odoo.exceptions.AccessError');
    expect(await nameOf(call('res.partner', 'create', [[{ name: 'x', nofield: 1 }]]))).toBe('builtins.ValueError');
    expect(await nameOf(call('res.partner', 'write', [[999_999], {}]))).toBe('odoo.exceptions.MissingError');
    expect(await nameOf(call('res.partner', 'search', [], { domian: [] }))).toBe('builtins.TypeError');
    expect(await nameOf(clientOf(odoo, 6)('sale.order', 'search', [[]]))).toBe('odoo.exceptions.AccessError');
    const lost = await envelope(odoo, 'object', 'execute_kw', ['nosuchdb', 2, 'admin', 'res.partner', 'search', [[]]]);
    expect(lost.error?.data.name).toBe('psycopg2.OperationalError');
  });

  it('sends a traceback in debug, for adapters to leave alone', async () => {
    const answer = await envelope(odoo, 'object', 'execute_kw', ['odoo', 2, 'admin', 'no.model', 'search', [[]], {}]);
    expect(answer.error?.data.debug).toMatch(/^Traceback/);
  });

  it('has no result key when a method returns nothing', async () => {
    const product = await call<number[]>('product.product', 'create', [[{ name: 'Old' }]]);
    const answer = await envelope(odoo, 'object', 'execute_kw', ['odoo', 2, 'admin', 'product.product', 'action_archive', [product], {}]); // prettier-ignore
    expect(answer).toEqual({ jsonrpc: '2.0', id: 1 });
  });

  it('writes floats as Python does, with their point', async () => {
    const params = {
      service: 'object',
      method: 'execute_kw',
      args: ['odoo', 2, 'admin', 'account.tax', 'read', [[1], ['amount']], {}],
    };
    const response = await post(odoo, { jsonrpc: '2.0', method: 'call', id: 1, params });
    expect(await response.text()).toContain('"amount":15.0');
  });

  it('refuses what is not a JSON-RPC request with 400, and unknown routes with a page', async () => {
    const texts = ['{bad', '', '[1]'];
    const answers = await Promise.all(texts.map((text) => post(odoo, text)));
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual([
      'Invalid JSON data',
      'Invalid JSON data',
      'Invalid JSON-RPC data',
    ]);
    expect((await fetch(`${odoo.url}/jsonrpc`)).status).toBe(400);
    const page = await fetch(`${odoo.url}/web/version`);
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const probe = await fetch(`${odoo.url}/json/2/res.partner/search_count`, { method: 'POST', redirect: 'manual' });
    expect([probe.status, probe.headers.get('location')]).toEqual([303, '/web/login?redirect=%2Fjson%2F2%2Fres.partner%2Fsearch_count%3F']); // prettier-ignore
  });

  it('logs calls with their outcome and without the password', async () => {
    await call('res.country', 'search_count', [[['code', '=', 'DE']]]);
    const logged = odoo.requests({ model: 'res.country', method: 'search_count' });
    expect(logged).toMatchObject([{ outcome: 'ok', committed: true, result: 1, args: [[['code', '=', 'DE']]] }]);
    const response = await fetch(`${odoo.url}/_standin/requests?model=res.country&method=search_count`);
    expect(await response.json()).toEqual(logged);
    const secrets = odoo.requests().filter((request) => JSON.stringify(request).includes('"wrong"'));
    expect(secrets).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { rpcError, rpcResult } from '../answers/answers.fixture.js';
import { clientOf, USER, VERSION_18 } from '../client/client-of.fixture.js';
import { type FakeHttp, fakeHttp } from '../client/fake-http.fixture.js';
import { OdooCredentials, OdooUnsupported, OdooSession, records } from '../index.js';

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
    await expect(clientOf(fakeHttp(older)).fieldNames()).rejects.toThrow(OdooUnsupported);
  });
});

import { HttpAmbiguous } from '@penstock/http';
import { describe, expect, it } from 'vitest';
import { json2Result } from '../answers/answers.fixture.js';
import { OdooWizard } from '../index.js';
import { clientOf, USER } from './client-of.fixture.js';
import { fakeHttp } from './fake-http.fixture.js';

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

import { describe, expect, it } from 'vitest';
import { json2Error, json2Result } from '../answers/answers.fixture.js';
import { clientOf, VERSION_19, WHOSE_KEY } from '../client/client-of.fixture.js';
import { fakeHttp } from '../client/fake-http.fixture.js';
import { OdooConcurrency } from '../index.js';

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

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

const KEY = 'key-1';

describe('the JSON-2 transport of the Odoo stand-in', () => {
  let odoo: OdooStandIn;

  beforeAll(async () => {
    odoo = await startOdooStandIn({ version: 19, apiKey: KEY });
  });
  afterAll(() => odoo.stop());

  const send = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${odoo.url}/json/2/${path}`, {
      method: 'POST',
      headers: { authorization: `bearer ${KEY}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const nameOf = async (answer: Response): Promise<[status: number, name: string]> => [
    answer.status,
    ((await answer.json()) as { name: string }).name,
  ];

  it('answers the bare result, and null where a method returns nothing', async () => {
    const created = await send('product.product/create', { vals_list: [{ name: 'Old' }] });
    const ids = (await created.json()) as number[];
    expect(created.status).toBe(200);
    const archived = await send('product.product/action_archive', { ids });
    expect(await archived.text()).toBe('null');
    const read = await send('product.product/read', { ids: ids[0], fields: ['active'] });
    expect(await read.json()).toEqual([{ id: ids[0], active: false }]);
    expect(await (await send('product.product/read', { ids: [String(ids[0])], fields: ['name'] })).json()).toEqual([]);
  });

  it('knows users by their keys, and refuses a request without one', async () => {
    const whoIs = async (authorization: string) => nameless(await send('res.users/context_get', {}, { authorization }));
    expect(await whoIs(`Bearer ${KEY}`)).toMatchObject([200, { uid: 2 }]);
    expect(await whoIs(`bearer ${KEY}-low`)).toMatchObject([200, { uid: 5 }]);
    expect(await whoIs('bearer wrong')).toMatchObject([401, { name: 'werkzeug.exceptions.Unauthorized' }]);
    expect(await whoIs('Basic YTpi')).toMatchObject([401, { name: 'werkzeug.exceptions.Unauthorized' }]);
    const low = await send('sale.order/search', { domain: [] }, { authorization: `bearer ${KEY}-low` });
    expect(await nameOf(low)).toEqual([403, 'odoo.exceptions.AccessError']);
    expect((await send('res.users/context_get', {}, { 'x-odoo-database': 'other' })).status).toBe(404);
  });

  const nameless = async (answer: Response): Promise<[number, unknown]> => [answer.status, await answer.json()];

  it('has a status for each kind of error, and 500 for the rest: only the name tells', async () => {
    const cases: [path: string, body: unknown, status: number, name: string][] = [
      ['no.model/search', { domain: [] }, 404, 'werkzeug.exceptions.NotFound'],
      ['res.partner/nothing', { ids: [1] }, 404, 'werkzeug.exceptions.NotFound'],
      ['res.partner', {}, 404, 'werkzeug.exceptions.NotFound'],
      ['sale.order/_secret', { ids: [1] }, 403, 'odoo.exceptions.AccessError'],
      ['res.partner/write', { ids: [999_999], vals: {} }, 404, 'odoo.exceptions.MissingError'],
      ['res.partner/create', { vals_list: [{ name: false }] }, 422, 'odoo.exceptions.ValidationError'],
      ['res.partner/create', { vals_list: [{ name: 'x', nofield: 1 }] }, 500, 'builtins.ValueError'],
      ['res.partner/search', '{bad', 400, 'werkzeug.exceptions.BadRequest'],
    ];
    for (const [path, body, ...expected] of cases) expect(await nameOf(await send(path, body))).toEqual(expected);
    odoo.setFault({ mode: 'concurrency', times: 1 });
    const lost = await send('res.partner/search', { domain: [] });
    expect(await nameOf(lost)).toEqual([500, 'psycopg2.errors.SerializationFailure']);
  });

  it('refuses arguments that do not fit with 422, and forms with 415', async () => {
    const messageOf = async (path: string, body: unknown) =>
      ((await (await send(path, body)).json()) as { message: string }).message;
    expect(await messageOf('res.partner/search', '')).toBe("missing a required argument: 'domain'");
    expect(await messageOf('res.partner/search', { domian: [] })).toBe("missing a required argument: 'domain'");
    expect(await messageOf('res.partner/read', { args: [[1]] })).toBe("got an unexpected keyword argument 'args'");
    expect(await messageOf('res.partner/create', { ids: [1], vals_list: [] })).toBe(
      'cannot call res.partner.create with ids',
    );
    const form = await send('res.partner/search', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(form.status).toBe(415);
  });

  it('tells its version without a login', async () => {
    for (const path of ['/web/version', '/json/version']) {
      expect(await (await fetch(odoo.url + path)).json()).toMatchObject({ version: '19.0' });
    }
  });

  it('logs calls like any other, without the key', async () => {
    await send('res.country/search_count', { domain: [['code', '=', 'AT']] });
    const [logged] = odoo.requests({ model: 'res.country', method: 'search_count' });
    expect(logged).toMatchObject({
      outcome: 'ok',
      committed: true,
      result: 1,
      kwargs: { domain: [['code', '=', 'AT']] },
    });
    expect(JSON.stringify(odoo.requests())).not.toContain(KEY);
  });
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { json2Error, json2Result } from '../answers/answers.fixture.js';
import { createOdooClient, OdooWrongCall } from '../index.js';

let server: Server;
afterEach(() => void server.close());

it('orders that Odoo answers with 500, because something is wrong with them, do not keep back the next one', async () => {
  const wrong = json2Error(500, 'builtins.ValueError', "Wrong value for sale.order.picking_policy: 'soon'");
  let calls = 0;
  server = createServer((request, response) => {
    request.resume();
    if (request.url === '/web/health') return void response.end();
    const { status, headers, body } = (calls += 1) <= 25 ? wrong : json2Result([31]);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createOdooClient({ url, database: 'odoo19', user: 'admin', password: 'key', protocol: 'json2' });
  const create = () => client.call('sale.order', 'create', { vals_list: [{}] });
  for (let order = 1; order <= 25; order += 1) await expect(create()).rejects.toThrow(OdooWrongCall);
  expect(await create()).toEqual([31]);
  client.close();
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { odoo } from '../odoo/odoo.js';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** An admin API that gives these answers, in this order. */
async function adminApi(...answers: readonly (readonly [status: number, body: object])[]) {
  const left = [...answers];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const [status, body] = left.shift() ?? [500, { title: 'asked once too often' }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function run(argv: readonly string[], urls: readonly string[]) {
  const [printed, complaints]: [string[], string[]] = [[], []];
  const env = { PENSTOCK_ADMIN_URLS: urls.join(','), PENSTOCK_ADMIN_TOKEN: 'token' };
  const status = await odoo.run(argv, { env, user: 'ada', print: (text) => printed.push(text), complain: (text) => complaints.push(text) }); // prettier-ignore
  return { status, printed, complaints };
}

const [askedAt, comparedAt] = ['2026-11-21T10:00:00.000000Z', '2026-11-21T10:00:01.000000Z'];

it('odoo compare asks the service that compares, and waits until it is through', async () => {
  const other = await adminApi([404, { title: 'Not Found' }]);
  const adapter = await adminApi([202, { askedAt, comparedAt: null, done: false }], [200, { askedAt, comparedAt, done: true }]); // prettier-ignore
  const { status, printed } = await run(['compare', '--watch'], [other.url, adapter.url]);
  expect(status).toBe(0);
  expect(adapter.asked).toEqual(['POST /v1/full-comparison', 'GET /v1/full-comparison']);
  expect(printed).toEqual([
    `asked for at ${askedAt}, not through yet; nothing was compared with Odoo yet`,
    `compared as asked for at ${askedAt}; last compared with Odoo: begun ${comparedAt}`,
  ]);
});

it('odoo compare --status only looks, and says where nobody compares', async () => {
  const adapter = await adminApi([200, { askedAt: null, comparedAt, done: true }]);
  expect((await run(['compare', '--status'], [adapter.url])).printed).toEqual([`last compared with Odoo: begun ${comparedAt}`]); // prettier-ignore
  const other = await adminApi([404, { title: 'Not Found' }]);
  const { status, complaints } = await run(['compare', '--status'], [other.url]);
  expect([status, complaints]).toEqual([1, [`penstock: none of ${other.url} is an odoo-adapter`]]);
});

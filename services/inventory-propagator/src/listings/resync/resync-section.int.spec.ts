import { type AdminApi, openAdminApi, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.js';
import { resyncSection } from './resync-section.js';

const token = 'operator-'.repeat(4);
const path = '/v1/channels/shopify:demo-shop/resync';

let service: ServiceUnderTest;
let api: AdminApi;

beforeAll(async () => {
  const url = await freshDatabase();
  service = await serviceUnderTest({ url, service: 'inventory-propagator', handlers: [], migrations });
  const access = { port: 0, host: '127.0.0.1', token, readToken: 'reader-'.repeat(5) };
  const section = resyncSection(service.units, [{ destination: 'shopify:demo-shop' }]);
  api = await openAdminApi(service.deadLetters, access, section);
});
afterAll(async () => {
  await api?.close();
  await service?.close();
});

async function ask(method: 'GET' | 'POST', at: string, body?: object) {
  const response = await fetch(`${api.url}${at}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it('a resync is begun, shown and cancelled by REST, with problems that say what is wrong', async () => {
  expect(await ask('GET', path)).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('no resync of shopify:demo-shop') as string },
  });
  expect(await ask('POST', path, { actor: 'ada' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/reason' }] } }); // prettier-ignore
  const begun = await ask('POST', path, { actor: 'ada', reason: 'restored' });
  expect(begun).toMatchObject({ status: 202, body: { state: 'running', total: 0, told: 0, actor: 'ada' } });
  expect(await ask('POST', path, { actor: 'ada', reason: 'again' })).toMatchObject({ status: 409 });
  expect(await ask('GET', path)).toMatchObject({ status: 200, body: { resyncId: begun.body['resyncId'] } });
  expect(await ask('POST', `${path}/cancel`)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  const unknown = await ask('GET', '/v1/channels/shopify:nobody/resync');
  expect(unknown.body['detail']).toBe('The channels file has no shopify:nobody; it has shopify:demo-shop.');
});

import { type DynamicModule, Global, type INestApplication, Module } from '@nestjs/common';
import { CycleCountCompleted, LocationLinked, ProductLinked } from '@penstock/contracts';
import { createHttpApp } from '@penstock/http';
import { UnitsOfWork } from '@penstock/messaging';
import { incoming, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCount, aLocation, aProduct, pieces } from '../events.fixture.js';
import { migrations } from '../migrations/index.js';
import { handlers } from '../warehouse.fixture.js';
import { CheckoutModule } from './checkout.module.js';

@Global()
@Module({})
class Surroundings {
  static with(units: UnitsOfWork): DynamicModule {
    const provider = { provide: UnitsOfWork, useValue: units };
    return { module: Surroundings, providers: [provider], exports: [UnitsOfWork] };
  }
}

@Module({})
class Api {}

let service: ServiceUnderTest;
let app: INestApplication;
let url: string;
beforeAll(async () => {
  service = await serviceUnderTest({
    ...{ url: await freshDatabase(), service: 'inventory-propagator', handlers, migrations },
  });
  const channel = (name: string, checkoutRequestsPerSecond: number) => ({
    ...{ entity: 'main', channel: name, destination: `shopify:${name}`, checkoutRequestsPerSecond },
    checkoutTokens: [`token-of-${name}`, `next-token-of-${name}`],
  });
  app = await createHttpApp({
    module: Api,
    imports: [
      Surroundings.with(service.units),
      CheckoutModule.for([channel('shop', 1000), channel('till', 1000), channel('slow', 1)]),
    ],
  });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
beforeEach(async () => {
  await service.empty();
  await service.hears(incoming(LocationLinked, aLocation()), incoming(ProductLinked, aProduct()));
  await service.hears(incoming(CycleCountCompleted, aCount({ counted: pieces('5') })));
});
afterAll(async () => {
  await app?.close();
  await service?.close();
});

async function call(method: string, path: string, body?: unknown, token = 'token-of-shop') {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    type: response.headers.get('content-type'),
    retryAfter: response.headers.get('retry-after'),
  };
}

const claim = (orderReference: string, quantity: unknown, more: object = {}) => ({
  orderReference,
  lines: [{ lineReference: `${orderReference}-1`, sku: 'TEE', quantity, ...more }],
});

describe('POST /reservations', () => {
  it('answers 201 and what is reserved until when, and 200 when it is asked again', async () => {
    const first = await call('POST', '/reservations', { ...claim('1001', 2), expiresInSeconds: 60 });
    expect(first).toMatchObject({
      status: 201,
      body: { orderReference: '1001', order: 'open', lines: [{ sku: 'TEE', quantity: '2', promised: '2' }] },
    });
    const left = Date.parse(String(first.body['expiresAt'])) - Date.now();
    expect(left).toBeGreaterThan(30_000);
    expect(left).toBeLessThanOrEqual(60_000);
    const again = await call('POST', '/reservations', claim('1001', '2'), 'next-token-of-shop');
    expect(again).toMatchObject({ status: 200, body: { expiresAt: first.body['expiresAt'] } });
  });

  it('answers 409 with what there is where there is too little', async () => {
    await call('POST', '/reservations', claim('1001', 4));
    expect(await call('POST', '/reservations', claim('1002', 2))).toMatchObject({
      status: 409,
      type: 'application/problem+json; charset=utf-8',
      body: {
        type: '/problems/insufficient-stock',
        errors: [{ pointer: '/lines/0', type: '/problems/insufficient-stock', available: '1' }],
      },
    });
  });

  it('answers 409 where the reference stands for something else', async () => {
    await call('POST', '/reservations', claim('1001', 1));
    expect(await call('POST', '/reservations', claim('1001', 2))).toMatchObject({
      status: 409,
      body: { type: '/problems/reservation-conflict', reservation: { lines: [{ quantity: '1' }] } },
    });
  });

  it.each([
    ['nothing', claim('1', 0), '/lines/0/quantity', 'more than zero'],
    ['less than nothing', claim('1', -1), '/lines/0/quantity', ''],
    ['a number that is not exact', claim('1', 0.5), '/lines/0/quantity', ''],
    ['an absurd amount', claim('1', '1000000001'), '/lines/0/quantity', '1,000,000,000'],
    ['two names of a product', claim('1', 1, { barcode: '4006381333931' }), '/lines/0', 'one of sku'],
    [
      'a line twice',
      { orderReference: '1', lines: [...claim('1', 1).lines, ...claim('1', 1).lines] },
      '/lines',
      'once',
    ],
    ['no lines', { orderReference: '1', lines: [] }, '/lines', ''],
    ['what nobody knows', { ...claim('1', 1), colour: 'red' }, '/', 'colour'],
  ])('answers 422 to %s, with a pointer to it', async (_, body, pointer, detail) => {
    const { status, body: problem } = await call('POST', '/reservations', body);
    expect({ status, type: problem['type'] }).toEqual({ status: 422, type: '/problems/invalid-request' });
    const named = (problem['errors'] as { pointer: string; detail: string }[]).find((one) => one.pointer === pointer);
    expect(named?.detail).toContain(detail);
  });

  it.each([
    ['an unknown SKU', claim('1', 1, { sku: 'HAT' }), '/problems/unknown-product'],
    ['a part of a piece', claim('1', '1.5'), '/problems/quantity-not-allowed'],
    ['a unit that is none of it', claim('1', 1, { unit: 'kg' }), '/problems/unit-mismatch'],
  ])('answers 422 to %s as that', async (_, body, type) => {
    expect(await call('POST', '/reservations', body)).toMatchObject({
      status: 422,
      body: { type, errors: [{ type }] },
    });
  });

  it('answers 400 to what is not JSON', async () => {
    expect(await call('POST', '/reservations', '{')).toMatchObject({
      status: 400,
      body: { type: '/problems/not-json' },
    });
  });
});

describe('a reservation', () => {
  it('is found and released by its channel only, as often as one likes', async () => {
    await call('POST', '/reservations', claim('1001', 2));
    expect(await call('GET', '/reservations/1001')).toMatchObject({
      status: 200,
      body: { lines: [{ promised: '2' }] },
    });
    const stranger = 'token-of-till';
    expect(await call('GET', '/reservations/1001', undefined, stranger)).toMatchObject({ status: 404 });
    expect(await call('DELETE', '/reservations/1001', undefined, stranger)).toMatchObject({ status: 404 });
    const released = { status: 200, body: { lines: [{ promised: '0', state: 'released' }] } };
    expect(await call('DELETE', '/reservations/1001')).toMatchObject(released);
    expect(await call('DELETE', '/reservations/1001')).toMatchObject(released);
  });
});

describe('GET /availability', () => {
  it('says what the channel may sell, in the order asked for', async () => {
    await call('POST', '/reservations', claim('1001', 2));
    expect(await call('GET', '/availability?sku=HAT&sku=TEE')).toMatchObject({
      status: 200,
      body: {
        items: [
          { sku: 'HAT', productId: null, available: 0 },
          { sku: 'TEE', available: 3, unit: 'unit' },
        ],
      },
    });
    expect(await call('GET', '/availability')).toMatchObject({ status: 422 });
  });
});

describe('who asks', () => {
  it.each([
    ['POST', '/reservations'],
    ['GET', '/reservations/1'],
    ['DELETE', '/reservations/1'],
    ['GET', '/availability?sku=TEE'],
  ])('%s %s needs the token of a channel', async (method, path) => {
    expect(await call(method, path, undefined, '')).toMatchObject({ status: 401, body: { type: '/problems/token' } });
    expect(await call(method, path, undefined, 'token-of-nobody')).toMatchObject({ status: 401 });
  });

  it('may ask so often, and is told when to come again', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => call('GET', '/availability?sku=TEE', undefined, 'token-of-slow')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429]);
    expect(answers.find(({ status }) => status === 429)).toMatchObject({
      retryAfter: '1',
      body: { type: '/problems/too-many-requests' },
    });
  });

  it('may read what can be asked without any', async () => {
    const { body } = await call('GET', '/checkout/openapi.json', undefined, '');
    expect(Object.keys(body['paths'] as object)).toEqual([
      '/reservations',
      '/reservations/{orderReference}',
      '/availability',
    ]);
  });
});

import { Controller, Get } from '@nestjs/common';
import { OrderCreated, wire } from '@penstock/contracts';
import { decimal, instant } from '@penstock/domain';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineHandler } from '../../handling/handler.js';
import { done } from '../../handling/outcome.js';
import { failing, moved, onStockAdjusted, TallyTable1 } from '../../inbox/runner.fixture.js';
import {
  type AdminApi,
  aMeta,
  openAdminApi,
  plainCodec,
  type ServiceUnderTest,
  serviceUnderTest,
} from '../../testing/index.js';

/** What a service of its own would add; it does not speak of tokens. */
@Controller('v1')
class TalliesController {
  @Get('tallies')
  all(): string[] {
    return ['p1'];
  }
}

const token = 'operator-'.repeat(4);
const readToken = 'reader-'.repeat(5);
const id = 'retail.inventory.v1/0/0';

let service: ServiceUnderTest;
let api: AdminApi;

const ask = (path: string, init: RequestInit = {}, bearer: string | null = token) =>
  fetch(`${api.url}${path}`, {
    ...init,
    headers: bearer === null ? {} : { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
  });
const json = (response: Response): Promise<any> => response.json();
const post = (path: string, body: unknown, bearer?: string) =>
  ask(path, { method: 'POST', body: JSON.stringify(body) }, bearer);

beforeAll(async () => {
  const url = await freshDatabase();
  const onOrderCreated = defineHandler({ id: 'tally.order-created', on: OrderCreated, handle: () => done({}) });
  const handlers = [onStockAdjusted, onOrderCreated];
  service = await serviceUnderTest({ url, service: 'tally', handlers, migrations: [TallyTable1] });
  const section = { controllers: [TalliesController], providers: [], paths: { '/v1/tallies': {} } };
  api = await openAdminApi(service.deadLetters, { port: 0, host: '127.0.0.1', token, readToken }, section);
  failing.set('a', 'permanent');
  await service.deliver([moved('p1', 'a', '1.5', 0), moved('p2', 'a', '1', 1), moved('p1', 'b', '1', 2)]);
  failing.clear();
});
afterAll(async () => {
  await api?.close();
  await service?.close();
});

describe('the admin API', () => {
  it('lets nobody in without a token of this service', async () => {
    for (const bearer of [null, '', 'wrong', `${token}x`]) {
      const response = await ask('/v1/dead-letters', {}, bearer);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await response.json()).toMatchObject({ type: 'about:blank', title: 'Unauthorized', status: 401 });
    }
  });

  it('answers for the service’s own section, behind the same token', async () => {
    expect((await ask('/v1/tallies', {}, null)).status).toBe(401);
    expect(await json(await ask('/v1/tallies', {}, readToken))).toEqual(['p1']);
    const { paths } = await json(await ask('/openapi.json', {}, null));
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/v1/dead-letters', '/v1/tallies']));
  });

  it('lets readers look, but neither decide nor see personal data', async () => {
    expect((await ask('/v1/dead-letters', {}, readToken)).status).toBe(200);
    const decision = { preview: true };
    expect((await post(`/v1/dead-letters/${id}/replay`, decision, readToken)).status).toBe(403);
    expect((await ask(`/v1/dead-letters/${id}?personal=true&actor=x&reason=y`, {}, readToken)).status).toBe(403);
  });

  it('lists page by page', async () => {
    const first = await json(await ask('/v1/dead-letters?limit=1'));
    expect(first).toMatchObject({ service: 'tally', next: id, items: [{ id, key: 'p1', followers: 1 }] });
    const second = await json(await ask(`/v1/dead-letters?limit=1&after=${first.next}`));
    expect(second).toMatchObject({ next: null, items: [{ key: 'p2' }] });
  });

  it('shows the event with exact decimals and readable times', async () => {
    const shown = await json(await ask(`/v1/dead-letters/${id}`));
    expect(shown).toMatchObject({
      error: { kind: 'permanent', code: 'NEVER' },
      event: {
        meta: { occurredAt: expect.stringMatching(/^2\d{3}-.*\.\d{6}Z$/), sequence: 1 },
        delta: { amount: '1.5', unit: 'unit' },
        odooMoveId: null,
      },
    });
    expect(shown.stack).toContain('Permanent');
  });

  it.each([
    ['/v1/dead-letters?state=lost&limit=0', ['/limit', '/state']],
    ['/v1/dead-letters?from=yesterday', ['/from']],
    ['/v1/dead-letters?color=red', ['/']],
  ])('names the fields it does not understand: %s', async (path, pointers) => {
    const response = await ask(path);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const { errors } = (await json(response)) as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(pointers);
  });

  it('decides nothing without an actor and a reason', async () => {
    for (const body of [{}, { preview: false }, { preview: false, actor: 'ada', reason: ' ' }])
      expect((await post(`/v1/dead-letters/${id}/replay`, body)).status).toBe(400);
    expect((await ask(`/v1/dead-letters/${id}/replay`, { method: 'POST', body: '{' })).status).toBe(400);
  });

  it('answers 404 for what is not set aside', async () => {
    expect((await ask('/v1/dead-letters/retail.inventory.v1/0/99')).status).toBe(404);
    expect((await ask('/v1/dead-letters/retail.inventory.v1/0/x')).status).toBe(400);
  });

  it('previews and replays a filter', async () => {
    const filter = { errorCode: 'NEVER' };
    const preview = await json(await post('/v1/replays', { filter, preview: true }));
    expect(preview.items).toMatchObject([{ outcome: 'done', preview: true }, { outcome: 'done' }]);
    const decision = { preview: false, actor: 'ada', reason: 'fixed' };
    const { items } = await json(await post('/v1/replays', { filter, ...decision, limit: 1, rate: 100 }));
    expect(items).toMatchObject([{ id, outcome: 'done', preview: false, followers: 1 }]);
    const discards = await json(await post('/v1/discards', { filter, ...decision }));
    expect(discards.items).toMatchObject([{ outcome: 'discarded' }]);
    const actions = await json(await ask('/v1/operator-actions'));
    expect(actions.items).toMatchObject([
      { action: 'discard', actor: 'ada' },
      { action: 'replay', actor: 'ada' },
    ]);
  });

  it('describes itself to everybody', async () => {
    const document = await json(await ask('/openapi.json', {}, null));
    expect(document).toMatchObject({ openapi: '3.1.1', info: { title: 'Admin API of tally' } });
    const operations = Object.values(document.paths as Record<string, object>).flatMap((path) => Object.keys(path));
    expect(operations).toHaveLength(7);
    expect(JSON.stringify(document)).toContain('Messages a second.');
  });
});

describe('personal data', () => {
  const at = 'retail.orders.v1/0/0';
  const EMAIL = 'grace@example.org';

  beforeAll(async () => {
    const value = orderBytes(EMAIL);
    const poison = { topic: 'retail.orders.v1', partition: 0, key: Buffer.from('o1'), headers: {}, timestamp: 0 };
    await service.deliver(
      [
        // Read with another event's schema these bytes are garbage, and may hold a name all the same.
        { ...poison, offset: 0n, value: Buffer.from(`garbage of ${EMAIL}`) },
        { ...poison, offset: 1n, value: Buffer.from(`garbage of ${EMAIL}`) },
      ],
      service.anotherRunner(),
    );
    await service.database.query(`UPDATE parked SET value = $1 WHERE topic = 'retail.orders.v1' AND position = 0`, [
      value,
    ]);
  });

  it('is hidden, in the event and in the bytes', async () => {
    for (const position of [at, 'retail.orders.v1/0/1']) {
      const text = await (await ask(`/v1/dead-letters/${position}`)).text();
      expect(text).not.toContain('grace');
      expect(text).not.toContain(Buffer.from('grace').toString('base64').slice(0, 6));
      expect(text).not.toContain(Buffer.from('grace').toString('hex'));
    }
    expect(await json(await ask(`/v1/dead-letters/${at}`))).toMatchObject({
      event: { personal: '[personal]' },
      bytes: null,
    });
  });

  it('is shown to an operator who says why, and that is on record', async () => {
    expect((await ask(`/v1/dead-letters/${at}?personal=true`)).status).toBe(400);
    const shown = await json(await ask(`/v1/dead-letters/${at}?personal=true&actor=ada&reason=complaint`));
    expect(shown.event.personal.email).toBe(EMAIL);
    expect(wire.unframe(Buffer.from(shown.bytes.hex, 'hex')).body.toString('latin1')).toContain(EMAIL);
    expect(shown.actions).toMatchObject([{ action: 'disclose', actor: 'ada', reason: 'complaint' }]);
  });
});

function orderBytes(email: string): Buffer {
  const amount = { amount: decimal('1'), currency: 'EUR' };
  const both = { shop: amount, presentment: amount };
  const none = { phone: null, taxNumber: null, locale: null, billingAddress: null, shippingAddress: null };
  const order: OrderCreated = {
    meta: aMeta({ aggregateId: 'o1' }),
    orderId: 'o1',
    channelOrderId: '1',
    orderNumber: '#1',
    placedAt: instant('2026-11-20T10:00:00Z'),
    shopCurrency: 'EUR',
    presentmentCurrency: 'EUR',
    taxesIncluded: false,
    lines: [],
    shipping: [],
    discounts: [],
    totals: {
      lines: both,
      discounts: both,
      shipping: both,
      tax: both,
      duties: null,
      tip: null,
      rounding: null,
      grandTotal: both,
    },
    tenders: [],
    channelReferences: {},
    customerId: null,
    personal: { subjectId: 'sub-1', name: 'Grace', email, ...none },
    test: false,
    tags: [],
  };
  return plainCodec.encode(OrderCreated, order);
}

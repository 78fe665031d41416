import { createHttpApp } from '@penstock/http';
import { Wake } from '@penstock/messaging';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { anOrder, aSale, signatureOf } from '../shopify-bodies.fixture.js';
import { RememberedInputs, WebhookApp } from './webhook-app.fixture.js';

const LIMIT = 4096;
const store = new RememberedInputs();
const wake = new Wake();
const woken = vi.spyOn(wake, 'all');
let app: Awaited<ReturnType<typeof createHttpApp>>;
let base: string;

beforeAll(async () => {
  app = await createHttpApp(WebhookApp.for(store, wake), { bodyLimitBytes: LIMIT });
  await app.listen(0, '127.0.0.1');
  base = await app.getUrl();
});
afterAll(() => app.close());
beforeEach(() => {
  store.inputs.length = 0;
  store.answer = 'new';
  woken.mockClear();
});

interface Answer {
  kept?: string;
  type?: string;
  errors?: { pointer: string; detail: string }[];
}

interface Delivery {
  body?: Buffer;
  channel?: string;
  topic?: string;
  headers?: Record<string, string | undefined>;
}

async function deliver({ body = anOrder(), channel = 'demo-shop', topic = 'orders/create', headers = {} }: Delivery) {
  const all: Record<string, string | undefined> = {
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-webhook-id': 'w-1',
    'x-shopify-event-id': 'e-1',
    'x-shopify-triggered-at': '2026-11-21T09:00:00.123456789Z',
    'x-shopify-hmac-sha256': signatureOf(body, 'new'),
    ...headers,
  };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(`${base}/webhooks/shopify/${channel}`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: sent,
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    answer: (await response.json()) as Answer,
  };
}

describe('a genuine webhook', () => {
  it('is kept byte for byte, with what its headers say, and answered with 200', async () => {
    const body = Buffer.from(anOrder().toString().replace('{', '{  '));
    expect(await deliver({ body })).toMatchObject({ status: 200, answer: { kept: 'new' } });
    expect(store.inputs).toMatchObject([
      {
        channel: 'demo-shop',
        topic: 'orders/create',
        webhookId: 'w-1',
        eventId: 'e-1',
        triggeredAt: '2026-11-21T09:00:00.123456789Z',
        body,
        state: 'pending',
        reason: null,
        orderId: expect.stringMatching(/^ord_/),
        subjectId: expect.stringMatching(/^cus_/),
      },
    ]);
    expect(woken).toHaveBeenCalledOnce();
  });

  it('may be signed with either secret while one is rotated', async () => {
    for (const secret of ['old', 'new']) {
      const signature = signatureOf(anOrder(), secret);
      expect((await deliver({ headers: { 'x-shopify-hmac-sha256': signature } })).status).toBe(200);
    }
  });

  it('is answered with 200 when it was delivered before, and wakes nobody', async () => {
    store.answer = 'repeated';
    expect(await deliver({})).toMatchObject({ status: 200, answer: { kept: 'repeated' } });
    expect(woken).not.toHaveBeenCalled();
  });

  it('is answered with 200 when its id was used for other bytes, because both are kept', async () => {
    store.answer = 'contradicted';
    expect(await deliver({})).toMatchObject({ status: 200, answer: { kept: 'contradicted' } });
  });

  it('of a topic nobody needs is kept as ignored', async () => {
    expect((await deliver({ topic: 'carts/update' })).status).toBe(200);
    expect(store.inputs).toMatchObject([
      { state: 'ignored', reason: expect.stringContaining('carts/update'), orderId: null },
    ]);
  });

  it('of a transaction that takes no money is kept as ignored, with the reason', async () => {
    const body = aSale({ kind: 'authorization' });
    expect((await deliver({ body, topic: 'order_transactions/create' })).status).toBe(200);
    expect(store.inputs).toMatchObject([{ state: 'ignored', reason: expect.stringContaining('authorization') }]);
  });
});

describe('a webhook that is not genuine', () => {
  it.each([
    ['without a signature', undefined],
    ['with the signature of other bytes', signatureOf(aSale(), 'new')],
    ['with the signature of a foreign secret', signatureOf(anOrder(), 'foreign')],
  ])('%s is answered with 401 and kept nowhere', async (_, signature) => {
    const { status, type, answer } = await deliver({ headers: { 'x-shopify-hmac-sha256': signature } });
    expect(status).toBe(401);
    expect(type).toContain('application/problem+json');
    expect(answer).toMatchObject({ type: '/problems/signature', title: 'Unauthorized', status: 401 });
    expect(store.inputs).toEqual([]);
  });

  it('of an unknown channel is answered with 404', async () => {
    expect((await deliver({ channel: 'other-shop' })).status).toBe(404);
  });
});

describe('a webhook that cannot be taken', () => {
  it.each(['x-shopify-webhook-id', 'x-shopify-topic'])('without %s is answered with 400', async (name) => {
    expect((await deliver({ headers: { [name]: undefined } })).status).toBe(400);
    expect(store.inputs).toEqual([]);
  });

  it('over the limit is answered with 413', async () => {
    const { status, type } = await deliver({ body: Buffer.alloc(LIMIT + 1, ' ') });
    expect(status).toBe(413);
    expect(type).toContain('application/problem+json');
  });

  it('that is not JSON is answered with 400 and kept among the rejected', async () => {
    expect(await deliver({ body: Buffer.from('{"id": 1,') })).toMatchObject({
      status: 400,
      answer: { type: '/problems/not-json' },
    });
    expect(store.inputs).toMatchObject([{ state: 'rejected', reason: expect.stringContaining('not JSON') }]);
  });

  it('that is not an order is answered with 422, naming the fields, and kept among the rejected', async () => {
    const { status, answer } = await deliver({ body: anOrder({ name: undefined, total_price: '12,50' }) });
    expect(status).toBe(422);
    expect(answer.errors).toEqual([
      { pointer: '/name', detail: '/name is missing' },
      { pointer: '/total_price', detail: expect.stringMatching(/is "12,50": a decimal amount/) },
    ]);
    expect(store.inputs).toMatchObject([{ state: 'rejected', body: expect.any(Buffer) }]);
    expect(woken).not.toHaveBeenCalled();
  });

  it('because the database is away is answered with 500, so that it is sent again', async () => {
    store.answer = new Error('connection refused');
    expect(await deliver({})).toMatchObject({ status: 500, answer: { title: 'Internal Server Error' } });
  });
});

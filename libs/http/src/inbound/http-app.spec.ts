import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startTelemetry } from '@penstock/observability';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpApp, PROBLEM_JSON } from '../index.js';
import { database, SampleModule, work } from './sample-app.fixture.js';

let app: NestFastifyApplication;
let base: string;

beforeAll(async () => {
  startTelemetry({ service: 'sample', version: '0', environment: {} });
  app = await createHttpApp(SampleModule, { bodyLimitBytes: 1_000 });
  await app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => app.close());

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('a body', () => {
  const text = '{"price": 10.10,  "a":1}';

  it.each(['application/json', 'application/json; charset=utf-8', 'text/plain', 'application/x-www-form-urlencoded'])(
    'arrives as the raw bytes when it is called %s',
    async (type) => {
      const response = await fetch(`${base}/echo/eu`, {
        method: 'POST',
        body: text,
        headers: { 'content-type': type },
      });
      expect(await response.json()).toMatchObject({ channel: 'eu', raw: true, text });
    },
  );

  it('arrives as the raw bytes when it has no content type', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const outgoing = httpRequest(`${base}/echo/eu`, { method: 'POST' }, (response) => {
        let gathered = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (gathered += chunk));
        response.on('end', () => resolve(gathered));
      });
      outgoing.on('error', reject).end(text);
    });
    expect(JSON.parse(answer)).toMatchObject({ raw: true, text });
  });

  it('may be absent', async () => {
    const response = await fetch(`${base}/echo/eu`, { method: 'POST' });
    expect(await response.json()).toMatchObject({ raw: false, text: null });
  });

  it('over the limit is answered with 413', async () => {
    const response = await fetch(`${base}/echo/eu`, { method: 'POST', body: 'x'.repeat(1_001) });
    expect(response.status).toBe(413);
    expect(response.headers.get('content-type')).toBe(PROBLEM_JSON);
    expect(await response.json()).toMatchObject({ status: 413, title: 'Payload Too Large', type: 'about:blank' });
  });
});

describe('a problem', () => {
  it('is answered as the document it is', async () => {
    const response = await fetch(`${base}/refused`, { headers: { traceparent: TRACEPARENT } });
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({
      type: '/problems/not-an-order',
      title: 'Not an order',
      status: 422,
      errors: [{ pointer: '/id', detail: 'is missing' }],
      traceId: TRACEPARENT.slice(3, 35),
    });
  });

  it('of ours shows nothing of the inside', async () => {
    const response = await fetch(`${base}/broken`);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toBe(PROBLEM_JSON);
    expect(text).not.toContain('hunter2');
    expect(JSON.parse(text)).toMatchObject({ status: 500, title: 'Internal Server Error' });
  });

  it.each(['/no-such-path?key=hunter2', '/echo/%E0%A4%A'])(
    'is also made of what the router refuses: %s',
    async (path) => {
      const response = await fetch(`${base}${path}`);
      expect([400, 404]).toContain(response.status);
      expect(await response.text()).not.toContain('hunter2');
      expect(response.headers.get('content-type')).toBe(PROBLEM_JSON);
    },
  );
});

describe('the trace', () => {
  it('of the caller is continued in the handler, also behind a body', async () => {
    const response = await fetch(`${base}/echo/eu`, {
      method: 'POST',
      body: '{}',
      headers: { traceparent: TRACEPARENT },
    });
    const { traceparent } = (await response.json()) as { traceparent: string };
    expect(traceparent).toMatch(new RegExp(`^00-${TRACEPARENT.slice(3, 35)}-[0-9a-f]{16}-01$`));
    expect(traceparent).not.toBe(TRACEPARENT);
  });
});

describe('health', () => {
  it('is live whatever it depends on, and ready only while every check passes', async () => {
    expect((await fetch(`${base}/health/ready`)).status).toBe(200);
    database.up = false;
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    const response = await fetch(`${base}/health/ready`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      title: 'Not ready',
      detail: 'Failing: database',
      failing: ['database'],
    });
  });

  it('is ready in spite of what only people must look at, and shows it', async () => {
    database.up = true;
    expect(await (await fetch(`${base}/health/ready`)).json()).toEqual({ status: 'ready' });
    work.aside = 'orders/3';
    const response = await fetch(`${base}/health/ready`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ready', details: { broker: { aside: 'orders/3' } } });
  });

  it('is not live when its work does not move, which a restart may cure', async () => {
    work.moves = false;
    const response = await fetch(`${base}/health/live`);
    work.moves = true;
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      title: 'Not live',
      detail: 'Failing: work; nothing moved for 61 s',
      failing: ['work'],
    });
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
  });
});

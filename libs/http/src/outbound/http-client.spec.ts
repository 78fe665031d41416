import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { inSpan, startTelemetry } from '@penstock/observability';
import {
  createHttpClient,
  HttpAmbiguous,
  HttpUnavailable,
  type HttpClient,
  type HttpClientOptions,
  type HttpResponse,
} from '../index.js';
import { retryAfterOf } from './retry-after.js';

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

const opened: { server?: Server; client?: HttpClient }[] = [];
beforeAll(
  () => void startTelemetry({ service: 'http-spec', version: '0', environment: { OTEL_TRACES_SAMPLER_ARG: '1' } }),
);
afterEach(() => {
  for (const { server, client } of opened.splice(0)) {
    client?.close();
    server?.closeAllConnections();
    server?.close();
  }
});

async function serve(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks)));
  });
  opened.push({ server });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function clientOf(baseUrl: string, options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = createHttpClient({ name: 'shop', baseUrl, ...options });
  opened.push({ client });
  return client;
}

async function closedPort(): Promise<string> {
  const url = await serve(() => undefined);
  const { server } = opened.pop() ?? {};
  await new Promise((resolve) => server?.close(resolve));
  return url;
}

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a request', () => {
  it('carries path, query, headers, credentials and the body byte for byte', async () => {
    let seen: unknown;
    const url = await serve(({ method, url: path, headers }, response, body) => {
      seen = {
        method,
        path,
        authorization: headers.authorization,
        type: headers['content-type'],
        body: body.toString(),
      };
      response.writeHead(201, { 'X-Cost': ['1', '2'] }).end('{"amount": 10.10}');
    });
    const client = clientOf(`${url}/api/`, { auth: { kind: 'basic', username: 'ck', password: 'cs' } });
    const response = await client.post('/orders', '{"price": 1.00}', { query: { page: 2, q: 'a b', none: undefined } });
    expect(seen).toEqual({
      method: 'POST',
      path: '/api/orders?page=2&q=a+b',
      authorization: `Basic ${Buffer.from('ck:cs').toString('base64')}`,
      type: 'application/json',
      body: '{"price": 1.00}',
    });
    expect(response).toMatchObject({ status: 201, body: '{"amount": 10.10}', headers: { 'x-cost': '1, 2' } });
  });

  it('continues the trace of the caller in its traceparent', async () => {
    let traceparent: string | string[] | undefined;
    const url = await serve(({ headers }, response) => {
      traceparent = headers['traceparent'];
      response.end();
    });
    const outer = await inSpan('outer', {}, async (span) => {
      await clientOf(url).get('/');
      return span.spanContext();
    });
    expect(traceparent).toMatch(new RegExp(`^00-${outer.traceId}-[0-9a-f]{16}-01$`));
    expect(traceparent).not.toContain(outer.spanId);
  });

  it('resolves with error statuses and does not follow redirects', async () => {
    const url = await serve((request, response) => {
      response.writeHead(request.url === '/moved' ? 302 : 404, { location: '/elsewhere' }).end('gone');
    });
    const client = clientOf(url);
    expect(await client.get('/moved')).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
    expect(await client.get('/absent')).toMatchObject({ status: 404, body: 'gone' });
  });

  it('refuses a path that could change the host', async () => {
    await expect(clientOf('http://127.0.0.1:1').get('@evil.example/')).rejects.toThrow(TypeError);
  });

  it('runs at most so many at once and refuses more than may wait', async () => {
    let running = 0;
    let most = 0;
    const held: ServerResponse[] = [];
    const url = await serve((_request, response) => {
      most = Math.max(most, ++running);
      held.push(response);
      if (held.length === 2) release();
    });
    const release = (): void => held.splice(0).forEach((response) => void (running--, response.end()));
    const client = clientOf(url, { maxConcurrent: 2, maxQueued: 2 });
    const calls = [1, 2, 3, 4].map((n) => client.get(`/${n}`));
    const fifth = await failureOf(client.get('/5'));
    expect(fifth).toMatchObject({ name: 'HttpUnavailable', code: 'overloaded' });
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(most).toBe(2);
  });

  it('is spread evenly when a rate is given', async () => {
    const url = await serve((_request, response) => void response.end());
    const client = clientOf(url, { ratePerSecond: 50 });
    const startedAt = performance.now();
    await Promise.all([1, 2, 3, 4].map((n) => client.get(`/${n}`)));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(58);
  });
});

describe('a failed request', () => {
  it('is unavailable when the connection is refused', async () => {
    const error = await failureOf(clientOf(await closedPort()).post('/orders', '{}'));
    expect(error).toBeInstanceOf(HttpUnavailable);
    expect(error).toMatchObject({ code: 'ECONNREFUSED', facts: { client: 'shop', method: 'POST', path: '/orders' } });
  });

  it('is unavailable when the name does not resolve', async () => {
    const error = await failureOf(clientOf('http://no-such-host.invalid').get('/'));
    expect(error).toBeInstanceOf(HttpUnavailable);
    expect((error as HttpUnavailable).code).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  it('is ambiguous when no answer comes in time', async () => {
    const url = await serve(() => undefined);
    const error = await failureOf(clientOf(url, { timeoutMs: 50 }).post('/orders', '{}'));
    expect(error).toBeInstanceOf(HttpAmbiguous);
    expect(error).toMatchObject({ code: 'timeout' });
  });

  it('is ambiguous when the connection is cut before or within the answer', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/within') response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => request.socket.destroy());
    });
    const client = clientOf(url);
    expect(await failureOf(client.post('/before', '{}'))).toMatchObject({ name: 'HttpAmbiguous', code: 'ECONNRESET' });
    expect(await failureOf(client.post('/within', '{}'))).toBeInstanceOf(HttpAmbiguous);
  });

  it('is ambiguous when the answer is too large', async () => {
    const url = await serve((_request, response) => void response.end('x'.repeat(2_000)));
    const error = await failureOf(clientOf(url, { maxResponseBytes: 1_000 }).get('/'));
    expect(error).toMatchObject({ name: 'HttpAmbiguous', code: 'response_too_large' });
  });

  it('never carries credentials, query or body', async () => {
    const client = clientOf(await closedPort(), { auth: { kind: 'bearer', token: 'hunter2' } });
    const error = await failureOf(client.post('/orders?token=hunter2', 'hunter2', { query: { key: 'hunter2' } }));
    const { inspect } = await import('node:util');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('hunter2');
  });
});

describe('the circuit breaker', () => {
  it('opens after failures in a row, sends nothing, and closes when a probe succeeds', async () => {
    let status = 503;
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      response.writeHead(status).end();
    });
    const client = clientOf(url, { breaker: { consecutiveFailures: 2, halfOpenAfterMs: 30 } });
    await client.get('/');
    await client.get('/');
    expect(await failureOf(client.get('/'))).toMatchObject({ name: 'HttpUnavailable', code: 'circuit_open' });
    expect(requests).toBe(2);
    status = 200;
    await expect
      .poll(() =>
        client.get('/').then(
          (response) => response.status,
          () => 0,
        ),
      )
      .toBe(200);
  });

  it('says when the next call has a chance', async () => {
    const url = await serve((_request, response) => void response.writeHead(503).end());
    const client = clientOf(url, { breaker: { consecutiveFailures: 1, halfOpenAfterMs: 60_000 } });
    await client.get('/');
    const { retryAfterMs } = (await failureOf(client.get('/'))) as HttpUnavailable;
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it('counts those answers as failures that its owner does', async () => {
    const url = await serve((_request, response) => void response.writeHead(500).end('a bad order'));
    const isFailure = ({ body }: HttpResponse): boolean => body !== 'a bad order';
    const client = clientOf(url, { breaker: { consecutiveFailures: 1 }, isFailure });
    await client.get('/');
    expect(await client.get('/')).toMatchObject({ status: 500 });
  });

  it('is not moved by the refusals of a far side that works', async () => {
    const url = await serve((_request, response) => void response.writeHead(422).end());
    const client = clientOf(url, { breaker: { consecutiveFailures: 1 } });
    await client.get('/');
    expect(await client.get('/')).toMatchObject({ status: 422 });
  });
});

describe('honoursRetryAfter', () => {
  afterEach(() => void vi.useRealTimers());

  it.each([429, 503])('keeps all calls back for as long as a %i asks, and says how long', async (status) => {
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      if (requests === 1) response.writeHead(status, { 'retry-after': '7' }).end();
      else response.end();
    });
    vi.useFakeTimers({ toFake: ['Date'] });
    const client = clientOf(url, { honoursRetryAfter: true });
    const asked = { name: 'HttpUnavailable', code: 'retry_later', retryAfterMs: 7_000 };
    expect(await failureOf(client.get('/'))).toMatchObject(asked);
    vi.advanceTimersByTime(6_990);
    expect(await failureOf(client.get('/'))).toMatchObject({ ...asked, retryAfterMs: 10 });
    expect(requests).toBe(1);
    vi.advanceTimersByTime(10);
    expect(await client.get('/')).toMatchObject({ status: 200 });
  });

  it('understands a date, takes no more than an hour at its word, and leaves other answers alone', () => {
    const now = Date.parse('2026-11-21T10:00:00Z');
    const asked = (status: number, header?: string) =>
      retryAfterOf({ status, headers: header === undefined ? {} : { 'retry-after': header }, body: '' }, now);
    expect(asked(503, 'Sat, 21 Nov 2026 10:00:30 GMT')).toBe(30_000);
    expect(asked(429, 'Sat, 21 Nov 2026 09:00:00 GMT')).toBe(0);
    expect(asked(429, '86400')).toBe(3_600_000);
    expect(asked(429, 'soon')).toBeUndefined();
    expect(asked(429)).toBeUndefined();
    expect(asked(301, '30')).toBeUndefined();
  });
});

describe('denyPrivateNetworks', () => {
  it.each(['http://127.0.0.1:1', 'http://[::1]:1', 'http://2130706433:1', 'http://localhost:1'])(
    'sends nothing to %s',
    async (url) => {
      const error = await failureOf(clientOf(url, { denyPrivateNetworks: true }).get('/'));
      expect(error).toMatchObject({ name: 'HttpUnavailable', code: 'address_denied' });
    },
  );
});
